// The columns of a roster, in their order, and what each is called in each language that organisers write.
import { columnsByHeading, partsOfHeading, plainHeading, type Headings } from './headings.ts'

/** The order in which a roster's columns stand; the importer finds them by heading, not by place. */
export const rosterColumns = [
  'surname',
  'givenNames',
  'nativeName',
  'documentNumber',
  'issuingState',
  'nationality',
  'birthDate',
  'sex',
  'documentExpiry',
  'mrz',
  'phone',
  'email',
  'language',
  'hostCompany',
  'purpose',
  'destination',
  'costBearer',
  'party',
  'partyRole',
  'homeSuitable',
  'need',
  'consentAt',
  'pastInfection',
  'invitationNumber',
  'invitationDate',
  'visaKind',
  'visaNumber',
  'visaExpiry',
  'originCountry',
  'originDeparture',
  'originCodeSeen',
] as const
export type RosterColumn = (typeof rosterColumns)[number]
export const isRosterColumn = (name: string): name is RosterColumn => rosterColumns.includes(name as RosterColumn)

/** Columns that a roster may leave out. */
export const optionalColumns: readonly RosterColumn[] = [
  'nativeName',
  'mrz',
  'hostCompany',
  'party',
  'partyRole',
  'need',
  'pastInfection',
  'invitationNumber',
  'invitationDate',
  'visaKind',
  'visaNumber',
  'visaExpiry',
  'originCountry',
  'originDeparture',
  'originCodeSeen',
]

export const rosterHeadings: Headings<RosterColumn> = {
  surname: { en: 'Surname', ko: '성', zh: '姓', ru: 'Фамилия', ar: 'اسم العائلة' },
  givenNames: { en: 'Given names', ko: '이름', zh: '名', ru: 'Имена', ar: 'الأسماء الشخصية' },
  nativeName: {
    en: 'Native name',
    ko: '한글 성명',
    zh: '本国文字姓名',
    ru: 'Имя на родном языке',
    ar: 'الاسم باللغة الأم',
  },
  documentNumber: { en: 'Passport number', ko: '여권번호', zh: '护照号码', ru: 'Номер паспорта', ar: 'رقم جواز السفر' },
  issuingState: { en: 'Issuing state', ko: '발행국', zh: '签发国', ru: 'Страна выдачи', ar: 'دولة الإصدار' },
  nationality: { en: 'Nationality', ko: '국적', zh: '国籍', ru: 'Гражданство', ar: 'الجنسية' },
  birthDate: { en: 'Birth date', ko: '생년월일', zh: '出生日期', ru: 'Дата рождения', ar: 'تاريخ الميلاد' },
  sex: { en: 'Sex', ko: '성별', zh: '性别', ru: 'Пол', ar: 'الجنس' },
  documentExpiry: {
    en: 'Passport expiry',
    ko: '여권 만료일',
    zh: '护照有效期至',
    ru: 'Срок действия паспорта',
    ar: 'انتهاء جواز السفر',
  },
  mrz: {
    en: 'Machine-readable zone',
    ko: '기계판독영역',
    zh: '机读区',
    ru: 'Машиночитаемая зона',
    ar: 'المنطقة المقروءة آليًا',
  },
  phone: { en: 'Phone', ko: '전화번호', zh: '电话', ru: 'Телефон', ar: 'الهاتف' },
  email: { en: 'E-mail', ko: '이메일', zh: '电子邮箱', ru: 'Электронная почта', ar: 'البريد الإلكتروني' },
  language: { en: 'Language', ko: '사용 언어', zh: '语言', ru: 'Язык', ar: 'اللغة' },
  hostCompany: {
    en: 'Host company',
    ko: '초청 회사',
    zh: '邀请公司',
    ru: 'Приглашающая компания',
    ar: 'الشركة المضيفة',
  },
  purpose: { en: 'Purpose', ko: '방문 목적', zh: '来访目的', ru: 'Цель поездки', ar: 'غرض الزيارة' },
  destination: { en: 'Destination', ko: '목적지', zh: '目的地', ru: 'Место назначения', ar: 'الوجهة' },
  costBearer: { en: 'Cost bearer', ko: '비용 부담', zh: '费用承担方', ru: 'Кто платит', ar: 'من يتحمل التكلفة' },
  party: { en: 'Party', ko: '동행 그룹', zh: '同行组', ru: 'Группа', ar: 'المجموعة' },
  partyRole: { en: 'Party role', ko: '그룹 내 역할', zh: '组内角色', ru: 'Роль в группе', ar: 'الدور في المجموعة' },
  homeSuitable: {
    en: 'Home suitable',
    ko: '자택 관찰 적합',
    zh: '居家条件适合',
    ru: 'Жильё подходит',
    ar: 'المسكن مناسب',
  },
  need: { en: 'Need', ko: '방문 필요', zh: '需求类别', ru: 'Категория потребности', ar: 'فئة الحاجة' },
  consentAt: {
    en: 'Consent signed at',
    ko: '동의서 서명 일시',
    zh: '承诺书签署时间',
    ru: 'Согласие подписано',
    ar: 'وقت توقيع الموافقة',
  },
  pastInfection: {
    en: 'Past infection',
    ko: '과거 감염',
    zh: '既往感染',
    ru: 'Перенесённая инфекция',
    ar: 'إصابة سابقة',
  },
  invitationNumber: {
    en: 'Invitation letter number',
    ko: '초청장 번호',
    zh: '邀请函编号',
    ru: 'Номер приглашения',
    ar: 'رقم خطاب الدعوة',
  },
  invitationDate: {
    en: 'Invitation letter date',
    ko: '초청장 날짜',
    zh: '邀请函日期',
    ru: 'Дата приглашения',
    ar: 'تاريخ خطاب الدعوة',
  },
  visaKind: { en: 'Visa kind', ko: '비자 종류', zh: '签证种类', ru: 'Вид визы', ar: 'نوع التأشيرة' },
  visaNumber: { en: 'Visa number', ko: '비자 번호', zh: '签证号码', ru: 'Номер визы', ar: 'رقم التأشيرة' },
  visaExpiry: {
    en: 'Visa expiry',
    ko: '비자 만료일',
    zh: '签证有效期至',
    ru: 'Срок действия визы',
    ar: 'انتهاء التأشيرة',
  },
  originCountry: {
    en: 'First flight from',
    ko: '환승 전 출발 국가',
    zh: '首程出发国',
    ru: 'Страна первого рейса',
    ar: 'دولة الرحلة الأولى',
  },
  originDeparture: {
    en: 'First flight departs',
    ko: '첫 항공편 출발 일시',
    zh: '首程起飞时间',
    ru: 'Вылет первого рейса',
    ar: 'موعد إقلاع الرحلة الأولى',
  },
  originCodeSeen: {
    en: 'Code of first flight seen',
    ko: '첫 출발지 건강코드 확인',
    zh: '首程健康码已核验',
    ru: 'Код первого рейса проверен',
    ar: 'جرى الاطلاع على رمز الرحلة الأولى',
  },
}

/** The column in which the desk sends its reasons back; whatever stands in it is passed over when the file returns. */
export const remarksHeading = {
  en: 'Remarks of the desk',
  ko: '데스크 비고',
  zh: '服务台备注',
  ru: 'Примечания службы',
  ar: 'ملاحظات المكتب',
}

const known = columnsByHeading(rosterHeadings)
const remarks = new Set(Object.values(remarksHeading).map(plainHeading))

export const columnOfHeading = (part: string): RosterColumn | null => known.get(part) ?? null
export const isRemarks = (heading: string): boolean => partsOfHeading(heading).some((part) => remarks.has(part))
export const everyHeading: ReadonlyMap<string, RosterColumn> = known
