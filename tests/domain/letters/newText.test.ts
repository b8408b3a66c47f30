// The new text of a reply, by the programs and languages in which merchants answer.
import { describe, expect, it } from 'vitest'
import { newTextOf } from '../../../src/domain/letters/newText.ts'

const mine = '언제 격리가 끝나나요?'
const desk = 'Charter Desk <desk@charter-desk.example>'
const old = 'Your stage: under medical observation.'

describe('Before the quotation', () => {
  it.each([
    ['Gmail in Korean', `2022년 8월 27일 (토) 오후 3:00, ${desk}님이 작성:\n\n> ${old}`],
    [
      'Gmail in Korean, broken by the line',
      `2022년 8월 27일 (토) 오후 3:00, Charter Desk\n<desk@charter-desk.example>님이 작성:\n> ${old}`,
    ],
    ['Apple in Korean', `나의 iPhone에서 보냄\n\n2022. 8. 27. 오후 3:00, ${desk} 작성:\n\n> ${old}`],
    [
      'Outlook in Korean',
      `________________________________\n보낸 사람: ${desk}\n보낸 날짜: 2022년 8월 27일 토요일 오후 3:00\n받는 사람: 김철수\n제목: HU454\n\n${old}`,
    ],
    ['Naver', `-----Original Message-----\nFrom: ${desk}\nTo: kim@merchant.example\n\n${old}`],
    ['Outlook of old in Korean', `-----원본 메시지-----\n보낸 사람: ${desk}\n\n${old}`],
    ['Daum', `---------[ 받은 메일 내용 ]----------\n제목 : HU454\n날짜 : 2022년 8월 27일\n보낸이 : ${desk}\n\n${old}`],
    ['Gmail in Chinese', `${desk} 于2022年8月27日周六 15:00写道：\n\n> ${old}`],
    ['163', `在 2022-08-27 15:00:00，"Charter Desk" <desk@charter-desk.example> 写道：\n\n${old}`],
    [
      'QQ',
      `------------------ 原始邮件 ------------------\n发件人: "Charter Desk" <desk@charter-desk.example>;\n发送时间: 2022年8月27日\n\n${old}`,
    ],
    ['Outlook in Chinese', `发件人: ${desk}\n发送时间: 2022年8月27日 15:00\n收件人: 金\n主题: HU454\n\n${old}`],
    ['an iPhone in Chinese', `发自我的iPhone\n\n在 2022年8月27日，下午3:00，${desk} 写道：\n\n> ${old}`],
    ['Outlook in Taiwan', `寄件者: ${desk}\n寄件日期: 2022年8月27日\n收件者: 金\n主旨: HU454\n\n${old}`],
    ['Gmail in English', `On Sat, Aug 27, 2022 at 3:00 PM ${desk} wrote:\n\n> ${old}`],
    ['Outlook in English', `From: ${desk}\nSent: Saturday, August 27, 2022 3:00 PM\nTo: Kim\nSubject: HU454\n\n${old}`],
    ['Outlook with bold names', `*From:* ${desk}\n*Sent:* Saturday, August 27, 2022 3:00 PM\n*To:* Kim\n\n${old}`],
    ['Gmail in Russian', `сб, 27 авг. 2022 г. в 15:00, ${desk}:\n\n> ${old}`],
    ['Mail.ru', `-- \nИван Петров\n27 августа 2022, 15:00 +03:00 от ${desk}:\n\n${old}`],
    ['Thunderbird in Russian', `27.08.2022 15:00, Charter Desk пишет:\n> ${old}`],
    ['Outlook in Russian', `От: ${desk}\nОтправлено: 27 августа 2022 г. 15:00\nКому: Kim\nТема: HU454\n\n${old}`],
    [
      'Gmail in Arabic',
      `في السبت، 27 أغسطس 2022 في 3:00 م تمت كتابة ما يلي بواسطة \u202aCharter Desk\u202c\u200f <\u202adesk@charter-desk.example\u202c\u200f>:\n\n> ${old}`,
    ],
    ['Apple in Arabic', `في ٢٧ أغسطس 2022، كتب ${desk}:\n\n> ${old}`],
    ['Outlook in Arabic', `من: ${desk}\nتم الإرسال: السبت 27 أغسطس 2022\nإلى: Kim\nالموضوع: HU454\n\n${old}`],
    ['a signature', `-- \nKim Minsu\nSeoul`],
  ])('%s', (_program, quoted) => {
    expect(newTextOf(`${mine}\n\n${quoted}\n`)).toBe(mine)
  })
})

describe('What is written', () => {
  it('below and between marked quotations is new text', () => {
    expect(newTextOf(`On Sat, Aug 27, 2022, Charter Desk wrote:\n> ${old}\n\n${mine}\n\n> and more\n\nThanks`)).toBe(
      `${mine}\n\nThanks`,
    )
  })

  it('by hand with a colon is no quotation', () => {
    const text = 'My sister wrote:\nask them when it ends.\nFrom: Seoul I come.'
    expect(newTextOf(text)).toBe(text)
  })

  it('as nothing but a quotation is empty', () => {
    expect(newTextOf(`> ${old}\n> and more\n`)).toBe('')
    expect(newTextOf(`-----Original Message-----\nFrom: ${desk}\n\n${old}`)).toBe('')
  })
})
