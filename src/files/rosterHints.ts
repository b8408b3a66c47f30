// What each column of a roster asks for, in each language: the hints of the template, and what a wrong cell should have been.
import type { Language } from '../domain/language.ts'
import type { RosterColumn } from './rosterHeadings.ts'

type Hint = Readonly<Record<Language, string>>

const day: Hint = {
  en: 'a calendar date, YYYY-MM-DD',
  ko: '날짜, YYYY-MM-DD 형식',
  zh: '日期，格式为 YYYY-MM-DD',
  ru: 'дата в виде ГГГГ-ММ-ДД',
  ar: 'تاريخ بالصيغة YYYY-MM-DD',
}
const state: Hint = {
  en: 'the state code of the passport, such as KOR, IND, USA',
  ko: '여권의 국가 코드 (예: KOR, IND, USA)',
  zh: '护照上的国家代码，如 KOR、IND、USA',
  ru: 'код страны из паспорта, например KOR, IND, USA',
  ar: 'رمز الدولة في جواز السفر، مثل KOR أو IND أو USA',
}
const yesOrNo: Hint = {
  en: 'yes or no',
  ko: 'yes 또는 no (예/아니오)',
  zh: 'yes 或 no（是/否）',
  ru: 'yes или no (да/нет)',
  ar: 'yes أو no (نعم/لا)',
}
const free = (most: number): Hint => ({
  en: `text of at most ${most} characters`,
  ko: `최대 ${most}자`,
  zh: `最多${most}个字符`,
  ru: `текст, не более ${most} знаков`,
  ar: `نص لا يزيد على ${most} حرفًا`,
})

const hints: Readonly<Record<RosterColumn, Hint>> = {
  surname: {
    en: 'as in the passport, in Latin letters',
    ko: '여권의 로마자 표기 그대로',
    zh: '与护照一致的拉丁字母拼写',
    ru: 'как в паспорте, латинскими буквами',
    ar: 'كما في جواز السفر، بالأحرف اللاتينية',
  },
  givenNames: {
    en: 'as in the passport, in Latin letters; may be empty',
    ko: '여권의 로마자 표기 그대로 (비워 둘 수 있음)',
    zh: '与护照一致的拉丁字母拼写，可留空',
    ru: 'как в паспорте, латинскими буквами; может быть пусто',
    ar: 'كما في جواز السفر، بالأحرف اللاتينية؛ يمكن تركه فارغًا',
  },
  nativeName: free(100),
  documentNumber: {
    en: '5 to 20 capital letters and digits',
    ko: '대문자와 숫자 5~20자',
    zh: '5至20位大写字母和数字',
    ru: 'от 5 до 20 заглавных латинских букв и цифр',
    ar: 'من 5 إلى 20 حرفًا لاتينيًا كبيرًا ورقمًا',
  },
  issuingState: state,
  nationality: state,
  birthDate: day,
  sex: {
    en: 'F, M or X, as in the passport',
    ko: 'F, M 또는 X (여권 그대로)',
    zh: 'F、M 或 X，与护照一致',
    ru: 'F, M или X, как в паспорте',
    ar: 'F أو M أو X كما في جواز السفر',
  },
  documentExpiry: day,
  mrz: {
    en: 'both lines of 44 characters from the foot of the passport page',
    ko: '여권 하단의 44자 두 줄',
    zh: '护照页下方的两行，每行44个字符',
    ru: 'обе строки по 44 знака внизу страницы паспорта',
    ar: 'السطران أسفل صفحة الجواز، في كل منهما 44 حرفًا',
  },
  phone: {
    en: 'a telephone number, best with its country: +821012345678',
    ko: '전화번호, 국가번호 포함 권장: +821012345678',
    zh: '电话号码，最好带国家区号：+821012345678',
    ru: 'номер телефона, лучше с кодом страны: +821012345678',
    ar: 'رقم هاتف، ويفضل مع رمز الدولة: +821012345678',
  },
  email: {
    en: 'an e-mail address',
    ko: '이메일 주소',
    zh: '电子邮箱地址',
    ru: 'адрес электронной почты',
    ar: 'عنوان بريد إلكتروني',
  },
  language: {
    en: 'zh, en, ko, ru or ar',
    ko: 'zh, en, ko, ru 또는 ar',
    zh: 'zh、en、ko、ru 或 ar',
    ru: 'zh, en, ko, ru или ar',
    ar: 'zh أو en أو ko أو ru أو ar',
  },
  hostCompany: free(200),
  purpose: free(200),
  destination: free(80),
  costBearer: {
    en: 'self, organiser, hostCompany or city',
    ko: 'self(본인), organiser(주최), hostCompany(초청 회사) 또는 city(시)',
    zh: 'self（本人）、organiser（组织方）、hostCompany（邀请公司）或 city（市）',
    ru: 'self (сам), organiser (организатор), hostCompany (приглашающая компания) или city (город)',
    ar: 'self (المسافر نفسه) أو organiser (الجهة المنظمة) أو hostCompany (الشركة المضيفة) أو city (المدينة)',
  },
  party: {
    en: 'the same short word for everybody who travels together',
    ko: '함께 이동하는 사람끼리 같은 짧은 표시',
    zh: '同行者填写相同的简短标记',
    ru: 'одно и то же короткое слово у всех, кто едет вместе',
    ar: 'الكلمة القصيرة نفسها لكل من يسافرون معًا',
  },
  partyRole: {
    en: 'traveller, guardian or dependant',
    ko: 'traveller(일반), guardian(보호자) 또는 dependant(피보호자)',
    zh: 'traveller（旅客）、guardian（监护人）或 dependant（被监护人）',
    ru: 'traveller (пассажир), guardian (сопровождающий) или dependant (подопечный)',
    ar: 'traveller (مسافر) أو guardian (ولي أمر) أو dependant (مُعال)',
  },
  homeSuitable: yesOrNo,
  need: {
    en: 'a word of the published rule for seats, such as orders; may be empty',
    ko: '공개된 좌석 배정 규칙의 낱말 (예: orders), 비워 둘 수 있음',
    zh: '已公布的座位规则所用的词（如 orders），可留空',
    ru: 'слово из опубликованного правила о местах, например orders; может быть пусто',
    ar: 'كلمة من قاعدة المقاعد المنشورة، مثل orders؛ يمكن تركه فارغًا',
  },
  consentAt: {
    en: 'the moment of the signature with its offset, such as 2022-08-10T10:00:00+09:00',
    ko: '서명 시각과 시차 (예: 2022-08-10T10:00:00+09:00)',
    zh: '签署时间及时差，如 2022-08-10T10:00:00+09:00',
    ru: 'момент подписи со смещением часового пояса, например 2022-08-10T10:00:00+09:00',
    ar: 'وقت التوقيع مع فارق التوقيت، مثل 2022-08-10T10:00:00+09:00',
  },
  pastInfection: yesOrNo,
  invitationNumber: free(60),
  invitationDate: day,
  visaKind: {
    en: 'M, F, residencePermit, apecCard or none',
    ko: 'M, F, residencePermit(거류증), apecCard(APEC 카드) 또는 none(없음)',
    zh: 'M、F、residencePermit（居留许可）、apecCard（APEC卡）或 none（无）',
    ru: 'M, F, residencePermit (вид на жительство), apecCard (карта АТЭС) или none (нет)',
    ar: 'M أو F أو residencePermit (تصريح إقامة) أو apecCard (بطاقة أبيك) أو none (لا يوجد)',
  },
  visaNumber: free(40),
  visaExpiry: day,
  originCountry: {
    en: 'for whoever changes aircraft: the country of the first flight in two letters, such as NG',
    ko: '환승하는 경우: 첫 항공편의 출발 국가 두 글자 (예: NG)',
    zh: '转机者填写：首程出发国的两位字母代码，如 NG',
    ru: 'для тех, кто летит с пересадкой: страна первого рейса двумя буквами, например NG',
    ar: 'لمن يغيّر الطائرة: دولة الرحلة الأولى بحرفين، مثل NG',
  },
  originDeparture: {
    en: 'for whoever changes aircraft: when the first flight departs, with its offset, such as 2022-08-27T21:00:00+01:00',
    ko: '환승하는 경우: 첫 항공편의 출발 시각과 시차 (예: 2022-08-27T21:00:00+01:00)',
    zh: '转机者填写：首程起飞时间及时差，如 2022-08-27T21:00:00+01:00',
    ru: 'для тех, кто летит с пересадкой: время вылета первого рейса со смещением, например 2022-08-27T21:00:00+01:00',
    ar: 'لمن يغيّر الطائرة: وقت إقلاع الرحلة الأولى مع فارق التوقيت، مثل 2022-08-27T21:00:00+01:00',
  },
  originCodeSeen: {
    en: 'yes where you have seen the code of the mission there, no where not',
    ko: '그곳 공관의 건강코드를 확인했으면 yes, 아니면 no',
    zh: '已核验当地使领馆的健康码填 yes，否则填 no',
    ru: 'yes, если вы видели код тамошнего представительства, иначе no',
    ar: 'yes إن اطّلعتم على رمز البعثة هناك، وإلا no',
  },
}

export const hintOf = (column: RosterColumn, language: Language): string => hints[column][language]
