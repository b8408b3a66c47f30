// What a merchant asks, in five languages: where do I stand, what do I have to do, when does it end; null where a person must read it.
import type { Question } from './incoming.ts'

/** A longer letter tells more than it asks (UTF-16 units). */
const mostText = 600
/** A longer sentence says more than it asks (UTF-16 units). */
const mostSentence = 160

type Sayings = {
  /** Each is tried on one sentence, in lower case. */
  readonly asks: readonly (readonly [Question, RegExp])[]
  /** Greetings, thanks, who writes, where from: they ask nothing. */
  readonly says: readonly RegExp[]
  /** Anything that has a person's attention: illness, a change, a complaint, leaving, money. */
  readonly beside: RegExp
}

const english: Sayings = {
  asks: [
    [
      'release',
      /\b(when|how (long|much longer|many (more )?days)|until when|what (day|date|time)|which day)\b.*\b(quarantine|isolation|observation|released?|leave|go home|get out|be free|discharged?|monitoring)\b|\b(end|release) (date|day) of (my )?(quarantine|isolation|observation)\b|^(my )?release (date|day)$|^(the )?end of (my )?(quarantine|isolation|observation)$|\b(when|what day) (does|will|is) (it|this|that) (be )?(all )?(end|over|finish(ed)?)\b|\bhow (many|much) (more )?(days|time|longer)\b.*\b(left|remain(ing)?|stay|here)\b/,
    ],
    [
      'due',
      /\bwhat (do|should|must|shall|can) i (have to |need to )?(do|bring|send|submit)\b|\bwhat (is|are|'s|comes)? ?(the |my )?next( steps?)?\b|\bnext steps?\b|\bwhat (else )?(is|do you) (due|need|needed|required|missing)\b|\bwhat else (do|must|should) i\b|\bwhen (is|are|do|must|should) (i |my )?.{0,20}\b(next|second|first)? ?(tests?|due|deadline)\b|\b(what is|when is|what's) (my|the) deadline\b|^(my )?(deadlines?|to ?do|due)$/,
    ],
    [
      'status',
      /\b(what is|what's|whats|how is|how's|show( me)?|tell me|send( me)?|know|check|about|update on|give me)\b.{0,20}\b(status|situation|progress)\b|\bwhere (do i|am i) (stand|in the process|at)\b|\bwhere i stand\b|\bhow far (am i|is my)\b|\bwhat (stage|step|point) (am i|is my)\b|^((my|current|application|registration) ){0,2}(status|stage|situation)( please)?$|^status (update|request|check|question)( please)?$|\bam i (registered|confirmed|cleared|on the (list|flight)|seated)\b|\bdo i have (a|my) seat\b|\b(is|are) there any (news|update)/,
    ],
  ],
  says: [
    /^(dear|hello|hi|hey|good (morning|afternoon|evening|day)|greetings)\b.{0,60}$/,
    /^(many |much )?(thanks?|thank you|thx)\b.{0,60}$/,
    /^((with )?(kind|best|warm)(est)? )?(regards|wishes)\b.{0,40}$|^(sincerely|yours (sincerely|faithfully|truly)|respectfully|best|cheers)\b.{0,30}$/,
    /^my name is [\p{L} .'-]{1,50}$/u,
    /^(my name is|this is|i am|i'm) .{0,40}\b(passenger|traveller|traveler|merchant|buyer|on (the )?(flight|charter))\b.{0,40}$/,
    /^(please|pls|kindly)( (let me know|tell me|advise|reply|answer|help|inform me))?( soon| as soon as possible)?$/,
    /^(i look forward to|looking forward to|waiting for|i am waiting for|i await) .{0,40}(reply|answer|response|hearing from you)$/,
    /^sorry (to bother|for bothering|for asking|for the trouble).{0,30}$/,
    /^(i have )?(a|one|just a|just one)? ?(quick |short )?question$/,
  ],
  beside:
    /\b(change|correct|wrong|mistake|error|typo|misspell|rename|cancel|withdraw|refund|money|pay|paid|fee|price|complain|complaint|angry|unacceptable|lawyer|court|police|sick|ill|fever|cough|pain|symptoms?|positive|doctor|hospital|medicine|medical help|emergency|urgent|pregnan|lost|stolen|died|dead|death|delete|erase|transfer|another|instead|also|besides|by the way|additionally|room|food|meal|invoice|visa|wife|husband|child|children|friend|colleague|not (receive|received|get|got)|early|earlier|sooner|late|why|who|(can|could|would) you (send|give)(?! (me )?(my |the |a |an )?(status|update|release))|(can|could|would) you (change|make|call|bring)|(i want|i would like|i'd like|i wish)(?! to (know|ask|check|find out))|luggage|baggage|suitcase|passport|confirmed case|close contact|help me|hungry|cold|dirty|scared|alone)\b/,
}

const korean: Sayings = {
  asks: [
    [
      'release',
      /(언제|며칠|몇 ?일|몇일|얼마나|기간|날짜|언제까지).*(격리|관찰|해제|퇴소|풀려|나갈|나가|집에|귀가)|(격리|관찰|해제|퇴소).*(언제|며칠|몇 ?일|몇일|얼마나|언제까지|날짜|남았)|^(격리)? ?(해제|종료|퇴소)(일|일자|날짜| 날짜| 예정일)?$/,
    ],
    [
      'due',
      /(다음|이제|앞으로|지금).*(뭘|무엇을|뭐를|뭐|무얼|어떻게|어떤).*(하|해야|준비|제출)|(뭘|무엇을|뭐를|무얼) ?(더 )?(해야|하면|준비|제출)|다음 ?(단계|절차|순서|할 일)|할 ?일(이|은)? ?(뭐|무엇|뭔|있)|언제까지.*(해야|제출|받아야|검사)|검사.*(언제|언제까지)|마감(일|이)?.*(언제|며칠)|^(마감일?|할 ?일|다음)$/,
    ],
    [
      'status',
      /(제|내|저의|나의|현재|지금)?.*(상태|상황|진행 ?상황|진행).*(어떻|어떤|알려|알고|확인|궁금|무엇|뭐|문의|어디|되나|됐|되었|인가|입니까|인지)|어느 ?단계|어디까지.*(진행|왔|됐|되었)|(어떻게 ?되|잘 ?되).*(가|고|나|었|어)|^(제|내|저의|나의|현재)? ?(진행 ?)?(상태|상황|현황|단계)( ?(확인|문의|조회|요청))?$|등록.*(됐|되었|확인|완료)(나요|는지|습니까|되었나요)?|좌석.*(있나|확정|됐|되었)/,
    ],
  ],
  says: [
    /^(안녕하세요|안녕하십니까|안녕|수고하세요|수고하십니다|수고 ?많으십니다|수고 ?많으세요)[\p{L} ,]{0,20}$/u,
    /^.{0,15}(감사합니다|감사드립니다|고맙습니다|감사해요|고마워요|감사)$/,
    /^(저는|전|제 이름은) ?[\p{L}\d ]{1,40}(입니다|이에요|예요|라고 합니다|이라고 합니다)$/u,
    /^([\p{L}\d]{1,12} ){0,2}[\p{L}\d]{1,12}(입니다|이에요|예요|라고 합니다)$/u,
    /^(답변|회신|연락|답장|확인)?( 좀)? ?(부탁드립니다|부탁드려요|부탁합니다|바랍니다|기다리겠습니다|기다립니다|주세요|주시기 바랍니다)$/,
    /^[\p{L} ]{1,20}(드림|올림|배상)$/u,
    /^(담당자님|담당자 ?분|관계자)(께| 귀하|,)?$/,
    /^(하나|한 ?가지)?( ?만)? ?(질문|문의)(이|가)? ?(있습니다|있어요|드립니다|드려요|입니다)$/,
  ],
  beside:
    /변경|바꾸|바꿔|수정|정정|틀렸|틀린|잘못|오타|취소|철회|포기|환불|비용|돈|요금|항의|불만|신고|아프|아픕|아파|열이|발열|기침|증상|양성|병원|의사|약을|약이|응급|급합|긴급|임신|분실|잃어|도난|사망|삭제|그리고|또한|추가로|그런데|방을|방이|방에|객실|수하물|짐을|짐이|여권|확진|접촉자|문제|힘들|도와|춥|더럽|배고|식사|음식|밥|계산서|비자|아내|남편|아이|자녀|친구|동료|못 ?받|안 ?왔|일찍|빨리|늦|왜|누가|(?<!알고 ?)싶|보내 ?주|(?<!확인|답변|회신|말씀|안내)해 ?주(세요|실)/,
}

const chinese: Sayings = {
  asks: [
    [
      'release',
      /(什么时候|何时|几时|哪天|几号|什麼時候|何時|哪天|幾號|多久|多长时间|多長時間|几天|幾天|多少天|到什么时候|到何时).*(隔离|隔離|观察|觀察|解除|出去|离开|離開|回家|结束|結束|出来|出來|自由)|(隔离|隔離|观察|觀察|解除|结束|結束).*(什么时候|何时|什麼時候|何時|几天|幾天|多久|几号|哪天|日期|到哪|多少天)|^(我的)?(解除隔离|解除隔離|隔离结束|解除|隔离解除)(的)?(日期|时间|時間)?$/,
    ],
    [
      'status',
      /(我的|目前|现在|当前|現在|目前的)?(状态|狀態|情况|情況|进度|進度|进展|進展).*(如何|怎么样|怎样|什么|查询|查詢|是|怎麼樣|什麼|请问|告诉|哪)|(查询|查詢|查|告诉我|告訴我|了解|想知道|请问|請問|问一下).{0,8}(状态|狀態|情况|进度|進度|进展)|(到|在|处于|進行到|进行到)(哪|什么|哪个|哪一)(一)?(步|阶段|階段|里|裡)|^(我的|目前|当前|申请)?(状态|狀態|进度|進度|情况)(查询|查詢)?$|(登记|注册|报名|登記).*(成功|好了|了吗|完成)|有(我的)?(座位|位子)(了)?吗/,
    ],
    [
      'due',
      /(接下来|下一步|下面|现在|接下來|現在|之后|之後|还|還).*(什么|怎么|哪些|做啥|什麼|怎麼|如何)|^(我)?(该|应该|需要|要|該|應該)(做|办|交|准备|提交|怎么|做些)(什么|哪些|些什么|做|什麼|办|辦)|^(下一步|待办|截止日期|截止时间|期限)$|(截止|检测|检查|核酸|檢測).*(什么时候|何时|几号|什麼時候|何時|哪天)|(什么时候|何时|什麼時候|何時).*(截止|检测|核酸|檢測|提交)/,
    ],
  ],
  says: [
    /^(您好|你好|大家好|早上好|下午好|晚上好|尊敬的.{0,12}|敬启者|各位好|老师好|您好[\p{L}]{0,8})$/u,
    /^.{0,6}(谢谢|謝謝|感谢|感謝|多谢|辛苦了).{0,10}$/,
    /^(我叫|我的名字是)[\p{L}· ]{1,20}$/u,
    /^(我是|本人是?)(\p{Script=Han}{2,4}|.{0,20}(乘客|旅客|商人|采购商|航班.{0,4}))$/u,
    /^(请|請|敬请|麻烦|望|盼)?(尽快|早日)?(回复|回覆|答复|告知|告诉我|告訴我)(一下)?$/,
    /^(此致|敬礼|敬禮|顺祝商祺|祝好|祝.{1,8}|打扰了|打擾了|不好意思|麻烦您了|麻烦你了)$/,
    /^(我)?(有一?个|想问一?个?|请教一?个?)(小)?问题$/,
  ],
  beside:
    /更改|修改|改一下|改成|改为|更正|换|換|错|錯|写错|取消|退出|放弃|退款|退票|费用|钱|投诉|不满|抗议|律师|报警|生病|不舒服|发烧|發燒|咳嗽|症状|阳性|陽性|医院|医生|药|急|怀孕|丢|被偷|去世|删除|另外|还有(?!几|多)|還有(?!幾|多)|顺便|而且|此外|房间|房間|吃|餐|饭|发票|签证|妻子|丈夫|孩子|朋友|同事|没收到|沒收到|提前|早点|晚点|太晚|行李|护照|确诊|密接|密切接触|救|饿|冷|脏|为什么|為什麼|谁|我想(要|换|改|退)|希望|能不能给|可以给/,
}

const russian: Sayings = {
  asks: [
    [
      'release',
      /(когда|сколько|до какого|какого числа|в какой день|до каких пор|как долго).*(карантин|изоляц|наблюден|выпуст|выпиш|выйти|выйду|домой|освобод|отпуст|закончится это)|(карантин|изоляц|наблюден).*(когда|сколько|до какого|заканчива|закончит|длится|продлит)|^(дата )?(окончани[ея]|конец|выход[а]?)( из)?( моего)? (карантина|изоляции|наблюдения)$/,
    ],
    [
      'due',
      /что (мне |я )?(нужно|надо|должен|должна|делать|следует|требуется|дальше)|что (мне )?(теперь|сейчас|потом|дальше)( нужно| надо)?( делать)?|что дальше|следующ(ий|ие|его) шаг|какие (мои )?(дальнейшие|следующие) (действия|шаги)|(когда|до какого).*(сдать|сдавать|тест|анализ|срок|подать|отправить)|^(сроки?|дедлайн)$/,
    ],
    [
      'status',
      /(какой|каков|какая|узнать|сообщите|сообщить|подскажите|скажите|проверить|уточнить|интересует).{0,30}(статус|состояние|ситуация|положение)|на каком (я )?(этапе|шаге|стадии)|(где|как) (я )?(сейчас )?(стою|нахожусь|обстоят|продвигается)|как (идут|обстоят) (мои )?дела|^(мой |текущий )?(статус|состояние|этап)( заявки| регистрации)?( пожалуйста)?$|(я )?(зарегистрирован|есть ли (у меня )?место)/,
    ],
  ],
  says: [
    /^(здравствуй(те)?|добр(ый|ое) (день|утро|вечер)|привет|уважаем(ый|ая|ые)).{0,60}$/,
    /^.{0,10}(спасибо|благодарю|заранее благодар).{0,40}$/,
    /^(с уважением|всего доброго|всего хорошего|с наилучшими пожеланиями).{0,40}$/,
    /^(меня зовут|это|мое имя) [\p{L} .-]{1,40}$/u,
    /^я,? .{0,20}(пассажир|участник).{0,40}$/,
    /^(пожалуйста|жду (вашего )?ответа|прошу ответить|подскажите( пожалуйста)?|скажите( пожалуйста)?|ответьте( пожалуйста)?)$/,
    /^(извините за беспокойство|простите за беспокойство|извините|у меня (есть )?(один )?вопрос)$/,
  ],
  beside:
    /измен|исправ|ошибк|неправильн|неверн|опечат|отмен|отказ|вернуть|возврат|деньг|оплат|плат[аи]|цен[аы]|стоимост|жалоб|жалова|жалуюсь|недовол|юрист|адвокат|суд|полици|болен|больн|заболел|болит|температур|кашел|кашля|симптом|положительн|больниц|врач|лекарств|срочн|беремен|потерял|украл|умер|удал|также|кроме того|еще (хочу|вопрос|один)|комнат|еда|питани|счет|виз[аыу]|жен[аы]|муж|ребен|дет[ией]|друг|коллег|не (получил|пришл)|раньше|досрочн|опозда|почему|кто|(хочу|хотел|хотела)(?!( бы)? (узнать|знать|спросить|уточнить))|багаж|паспорт|помог|голод|холодн|грязн|контакт|можете (прислать|дать|изменить)|нужна помощь/,
}

const arabic: Sayings = {
  asks: [
    [
      'release',
      /(متى|كم (يوم|يوما|المدة|من الوقت|تبقى|بقي|مدة)|الى متى|حتى متى|في اي يوم|ما (هو )?(موعد|تاريخ)).*(الحجر|حجر|العزل|عزل|المراقبه|الملاحظه|الخروج|اخرج|اغادر|المغادره|للبيت|المنزل|الافراج|ينتهي|نهايه|انتهاء)|(الحجر|العزل|المراقبه).*(متى|كم|ينتهي)|^(موعد|تاريخ|يوم) (انتهاء|نهايه|الخروج|الخروج من) ?(الحجر|العزل|المراقبه)?$/,
    ],
    [
      'due',
      /(ماذا|ما الذي|ما|شو|ايش) (يجب|علي|عليي|ينبغي|يلزم|المطلوب|افعل|اعمل|يتوجب)|ما (هي |هو )?(الخطوه|الخطوات|المطلوب|الخطوه التاليه)|الخطوه (التاليه|القادمه)|ماذا (بعد|الان|التالي)|(متى|ما) .{0,20}(الفحص|الاختبار|الموعد النهائي|اخر موعد)|^(المطلوب|الموعد النهائي)$/,
    ],
    [
      'status',
      /(ما|ماهي|كيف|اريد معرفه|معرفه|اعرف|اخبروني|اخبرني|استعلام|اخبار).{0,25}(حالتي|حاله|الحاله|وضعي|الوضع|طلبي|وضع)|(اين|وين) (انا|وصلت|وصل)|في (اي|ايه) مرحله|الى (اين|اي مرحله)|^(ال)?(حاله|وضع|مرحله)( الطلب)?$|^(حالتي|وضعي)$|هل (تم تسجيلي|انا مسجل|لدي مقعد|لي مقعد)/,
    ],
  ],
  says: [
    /^(السلام عليكم|سلام|مرحبا|اهلا|تحيه|صباح الخير|مساء الخير|حضره|الساده|عزيزي).{0,60}$/,
    /^.{0,10}(شكرا|اشكركم|مشكور|جزاكم الله|جزيل الشكر).{0,40}$/,
    /^(مع )?(خالص )?(التحيه|تحياتي|التحيات|الاحترام|اطيب التحيات|فائق الاحترام).{0,30}$/,
    /^(اسمي|معكم) [\p{L} ]{1,40}$/u,
    /^(من فضلكم?|لو سمحتم?|رجاء|ارجو الرد|في انتظار (ردكم|الرد)|بانتظار ردكم|ارجو الافاده|يرجى الرد)$/,
    /^(عندي|لدي) (سؤال|استفسار)$/,
  ],
  beside:
    /تغيير|تعديل|تصحيح|خطا|غلط|الغاء|الغي|انسحاب|انسحب|استرداد|مال|دفع|سعر|رسوم|شكوى|اشتكي|محامي|شرطه|مريض|مرض|حراره|حمى|سعال|كحه|اعراض|ايجابي|مستشفى|طبيب|دكتور|دواء|طارئ|عاجل|حامل|فقدت|ضاع|سرق|توفي|مات|حذف|ايضا|كذلك|بالاضافه|غرفه|الطعام|طعام|وجبه|فاتوره|تاشيره|زوجتي|زوجي|طفل|اطفال|ابني|صديق|زميل|لم (يصل|استلم)|مبكر|تاخر|لماذا|من هو|اريد (?!(ان )?(اعرف|معرفه|اسال))|امتعه|جواز|ساعد|جائع|بارد|مخالط|هل يمكن(كم|ني)? (ان |ارسال|تغيير)/,
}

const all = [english, korean, chinese, russian, arabic]

/**
 * What is asked, where the text asks that and nothing else: every sentence has to be a known question or a courtesy.
 * Several questions are one for the whole: `status`. Whatever is not known goes to a person.
 */
export function questionIn(text: string): Question | null {
  if (!text.trim() || text.length > mostText) return null
  const asked = new Set<Question>()
  for (const passage of plain(text).split(/\n{2,}|[?!？！。؟]+|\.(?=\s|$)/)) {
    const whole = understood(passage)
    const parts = whole ? [whole] : passage.split('\n').map(understood)
    for (const part of parts) {
      if (part === null) return null
      if (part !== 'nothing') asked.add(part)
    }
  }
  const [first, ...more] = asked
  return more.length ? 'status' : (first ?? null)
}

/** A sentence's question, `nothing` where it asks none, null where it may say anything. */
function understood(passage: string): Question | 'nothing' | null {
  const sentence = passage.replace(/\s+/g, ' ').replace(/^[\s,;:~.–—-]+|[\s,;:~.–—-]+$/g, '')
  if (!/[\p{L}\p{N}]/u.test(sentence)) return 'nothing'
  if (sentence.length > mostSentence || all.some(({ beside }) => beside.test(sentence))) return null
  for (const { asks } of all) for (const [question, pattern] of asks) if (pattern.test(sentence)) return question
  if (all.some(({ says }) => says.some((pattern) => pattern.test(sentence)))) return 'nothing'
  // “Hello, when …” was asked above; a courtesy on either side of a comma asks nothing either.
  const pieces = sentence.split(/[,，、،]\s*/)
  if (pieces.length > 1 && pieces.every((piece) => understood(piece) === 'nothing')) return 'nothing'
  return null
}

/** One way of writing: lower case, no signs of vowels, one form of each letter that has several. */
const plain = (text: string) =>
  named(text.normalize('NFKC'))
    .toLowerCase()
    .replace(/[’‘`]/g, "'")
    .replace(/ё/g, 'е')
    .replace(/[\u064b-\u0652\u0640]/g, '')
    .replace(/[أإآ]/g, 'ا')
    .replace(/ة/g, 'ه')

/** Who writes, told by capitals, which are gone in lower case: “I am Kim Minsu”, and a name alone in the last line. */
const named = (text: string) =>
  text
    .replace(/\b(?:I am|I'm|I’m|This is)((?: \p{Lu}[\p{L}'-]+){1,4})(?=[.,!\n]|$)/gu, 'My name is$1')
    .replace(/(^|[.!?\n] *)Я,?((?: \p{Lu}\p{L}+){1,3})(?=[.,!\n]|$)/gu, '$1меня зовут$2')
    .replace(
      /\n\s*((\p{Lu}[\p{L}.'-]*)( \p{Lu}[\p{L}.'-]*){0,3}|\p{Script=Hangul}{2,4}|\p{Script=Han}{2,4})\s*$/u,
      (line) =>
        all.some(({ beside, asks }) =>
          [beside, ...asks.map(([, ask]) => ask)].some((each) => each.test(line.trim().toLowerCase())),
        )
          ? line
          : '',
    )
