// What a merchant asks in five languages, and what is left to a person.
import { describe, expect, it } from 'vitest'
import type { Question } from '../../../src/domain/letters/incoming.ts'
import { questionIn } from '../../../src/domain/letters/question.ts'

const asked: Readonly<Record<string, readonly (readonly [Question, string])[]>> = {
  Korean: [
    ['release', '언제 격리가 끝나나요?'],
    ['release', '안녕하세요. 저는 HU454편으로 온 김철수입니다.\n언제 격리가 끝나나요?\n감사합니다.'],
    ['release', '안녕하세요,\n언제 집에 갈 수 있나요?\n\n김철수 드림'],
    ['release', '격리 해제일이 언제예요'],
    ['due', '다음에 뭘 해야 하나요?'],
    ['due', '검사는 언제까지 받아야 하나요?'],
    ['status', '제 상태를 알고 싶습니다.'],
    ['status', '현재 진행 상황이 어떻게 되나요?'],
    ['status', '지금 어느 단계인가요?'],
    ['status', '상태'],
  ],
  Chinese: [
    ['release', '何时解除隔离？'],
    ['release', '您好，请问我什么时候可以回家？谢谢！'],
    ['release', '您好，\n请问隔离什么时候结束？\n\n王小明'],
    ['release', '隔离还有几天？'],
    ['release', '我什麼時候可以離開？'],
    ['due', '下一步我该做什么？'],
    ['status', '我的申请到哪一步了？'],
    ['status', '请问我现在的情况怎么样'],
    ['status', '状态'],
    ['status', '狀態'],
  ],
  English: [
    ['release', 'When does my quarantine end?'],
    ['release', 'how long do I have to stay in quarantine'],
    ['release', 'Hello, I am Ravi Kumar, passenger on HU454. How many days are left?'],
    ['release', 'Dear Sir,\nI would like to know when my observation ends.\nBest regards\nRavi Kumar'],
    ['due', 'Hi,\n\nwhat do I have to do next?\n\nThanks,\nKim Minsu'],
    ['due', 'What is the next step?'],
    ['status', 'Where do I stand?'],
    ['status', 'Could you send me my status please'],
    ['status', 'Status?'],
  ],
  Russian: [
    ['release', 'Когда закончится карантин?'],
    ['release', 'Здравствуйте! Подскажите, пожалуйста, когда меня выпустят? Спасибо.'],
    ['release', 'Сколько дней ещё карантин?'],
    ['release', 'Добрый день,\nкогда я смогу выйти?\nС уважением,\nИван Петров'],
    ['due', 'Что мне делать дальше?'],
    ['status', 'На каком я этапе?'],
    ['status', 'Какой у меня статус?'],
    ['status', 'Статус'],
  ],
  Arabic: [
    ['release', 'متى ينتهي الحجر؟'],
    ['release', 'السلام عليكم، متى ينتهي الحجر الصحي؟ شكرا'],
    ['release', 'كم يوم تبقى في الحجر؟'],
    ['release', 'مَتى أستطيع المغادرة؟'],
    ['due', 'ماذا يجب أن أفعل الآن؟'],
    ['due', 'ما هي الخطوة التالية؟'],
    ['status', 'ما هي حالتي؟'],
    ['status', 'أين وصل طلبي؟'],
    ['status', 'الحالة'],
  ],
}

describe.each(Object.entries(asked))('A question in %s', (_language, lines) => {
  it.each(lines)('asks for %s: %s', (question, text) => {
    expect(questionIn(text)).toBe(question)
  })
})

describe('A person reads', () => {
  it.each([
    ['nothing', ''],
    ['thanks alone', 'Thanks!'],
    ['a change beside a question', 'Please change my name to John. When does quarantine end?'],
    ['a withdrawal', 'I want to withdraw'],
    ['an illness', 'I have a fever. When does my quarantine end?'],
    ['a complaint', 'I am very unhappy. When can I leave?'],
    ['what nobody foresaw', 'My roommate snores all night. When can I leave?'],
    ['a question about something else', 'When will you release my luggage?'],
    ['a story', `When does my quarantine end? ${'It is nice here. '.repeat(60)}`],
    ['a sentence that goes on and on', `When does my quarantine end ${'and is it nice there '.repeat(10)}`],
    ['a Korean change', '이름을 변경해 주세요. 언제 격리가 끝나나요?'],
    ['a Korean illness', '열이 나요. 언제 격리가 끝나나요?'],
    ['a Korean complaint', '방이 너무 춥습니다. 언제 격리가 끝나나요?'],
    ['a Chinese illness', '我发烧了，什么时候解除隔离？'],
    ['a Chinese change', '我想改名字'],
    ['a Russian illness', 'Я заболел, когда закончится карантин?'],
    ['a Russian change', 'Прошу изменить имя'],
    ['an Arabic illness', 'أنا مريض، متى ينتهي الحجر؟'],
    ['an Arabic change', 'أريد تغيير اسمي'],
    ['a cry for help under a question', '언제 격리가 끝나나요?\n도와줘'],
  ])('%s', (_what, text) => {
    expect(questionIn(text)).toBeNull()
  })
})

it('Several questions are one for the whole', () => {
  expect(questionIn('What is my status? When will I be released?')).toBe('status')
  expect(questionIn('다음에 뭘 해야 하나요? 언제 격리가 끝나나요?')).toBe('status')
})
