// Parts of which invented names are made: people's, companies', purposes'. Nobody in particular is meant.

const table = (text: string): string[][] =>
  text
    .trim()
    .split(/\s*\n\s*/)
    .map((line) => line.split(' '))
const list = (text: string): string[] => text.trim().split(/\s*[,\n]\s*/)

/** Hangul, as romanised in the passport; frequent ones stand more often. */
export const koreanSurnames = table(`
  김 KIM
  김 KIM
  김 KIM
  김 KIM
  이 LEE
  이 LEE
  이 YI
  박 PARK
  박 PARK
  박 BAK
  최 CHOI
  최 CHOI
  정 JUNG
  정 JEONG
  강 KANG
  조 CHO
  윤 YOON
  장 JANG
  임 LIM
  한 HAN
  오 OH
  서 SEO
  신 SHIN
  권 KWON
  황 HWANG
  안 AHN
  송 SONG
  류 RYU
  홍 HONG
  전 JEON
  고 KO
  문 MOON
  손 SON
  배 BAE
  백 BAEK
  허 HEO
  남궁 NAMGUNG
  노 NOH
  하 HA
  주 JOO
`)

/** First and second syllable in Hangul, then both romanised. */
export const koreanGivenNames = {
  F: table(`
    지 영 JI YOUNG
    은 주 EUN JOO
    미 경 MI KYUNG
    수 진 SU JIN
    현 정 HYUN JUNG
    혜 원 HYE WON
    민 서 MIN SEO
    서 연 SEO YEON
    유 나 YU NA
    선 희 SUN HEE
    정 숙 JUNG SOOK
    영 란 YOUNG RAN
    가 은 GA EUN
    다 현 DA HYUN
    보 람 BO RAM
    소 영 SO YOUNG
    윤 아 YOON AH
    재 희 JAE HEE
    채 원 CHAE WON
    하 늘 HA NEUL
    주 연 JU YEON
    경 아 KYUNG AH
    나 래 NA RAE
    인 선 IN SUN
    세 라 SE RA
  `),
  M: table(`
    민 준 MIN JUN
    성 호 SUNG HO
    영 수 YOUNG SOO
    동 현 DONG HYUN
    재 원 JAE WON
    준 호 JUN HO
    상 우 SANG WOO
    태 영 TAE YOUNG
    기 철 KI CHUL
    병 훈 BYUNG HOON
    승 민 SEUNG MIN
    우 진 WOO JIN
    정 국 JUNG KOOK
    종 석 JONG SEOK
    진 우 JIN WOO
    창 민 CHANG MIN
    해 성 HAE SUNG
    현 수 HYUN SOO
    형 식 HYUNG SIK
    광 일 KWANG IL
    대 원 DAE WON
    명 환 MYUNG HWAN
    세 준 SE JUN
    용 철 YONG CHUL
    인 규 IN KYU
    주 혁 JU HYUK
    한 결 HAN GYEOL
    덕 수 DUK SOO
    순 재 SOON JAE
    원 빈 WON BIN
  `),
}

export const indianSurnames = list(`
  AGARWAL, BANSAL, BHATIA, CHAUDHARY, CHAWLA, DESAI, DHAWAN, GARG, GOEL, GUPTA, IYER, JAIN, JOSHI, KAPOOR, KHANNA,
  KULKARNI, MALHOTRA, MEHTA, MISHRA, NAIR, PATEL, RAO, REDDY, SAXENA, SETHI, SHAH, SHARMA, SINGH, SINGHAL, SURI,
  THAKUR, TIWARI, VARMA, VOHRA, YADAV, KHAN, D'SOUZA, FERNANDES, DAS GUPTA
`)
export const indianGivenNames = {
  F: list(`
    ANANYA, ANITA, BHAVNA, DEEPIKA, DIVYA, FARAH, GEETA, ISHA, JYOTI, KAVITA, LATA, MEERA, NEHA, NISHA, POOJA, PRIYA,
    RASHMI, RITU, SANGEETA, SHALINI, SIMRAN, SUNITA, SWATI, TARA, USHA, VANDANA
  `),
  M: list(`
    AAKASH, ABHISHEK, AJAY, AMIT, ANIL, ARJUN, ASHOK, BRIJ MOHAN, CHETAN, DEEPAK, DEV, DINESH, FAISAL, GAURAV, GOPAL,
    HARISH, HEMANT, IMRAN, JATIN, KAPIL, KARAN, KISHORE, LALIT, MANISH, MOHIT, MUKESH, NAVEEN, NIKHIL, NITIN, PANKAJ,
    PRADEEP, PRAKASH, RAHUL, RAJ KUMAR, RAJESH, RAKESH, RAVI, ROHAN, SACHIN, SANDEEP, SANJAY, SHYAM, SUNIL, SURESH,
    TARUN, UMESH, VARUN, VIJAY, VIKAS, VINOD, VIVEK, YASH
  `),
}

const companyFirst = list(`
  Morning Bridge, Blue Heron, Golden Needle, Plum Rain, Seven Rivers, Paper Lantern, Copper Bell, North Gate, Silk Harbour,
  Bright Button, Cloud Pine, Red Sparrow, Long Table, White Ferry, Jade Ribbon, Stone Arch, Early Tide, Bamboo Desk,
  Lucky Thread, Wide Market
`)
const companyLast = [
  'Trading Co., Ltd.',
  'Import & Export Co., Ltd.',
  'Supply Chain Co., Ltd.',
  'Accessories Co., Ltd.',
]
/** Invented; each name with one kind of business. */
export const hostCompanies = companyFirst.flatMap((first, place) => [
  `Yiwu ${first} ${companyLast[place % 4]!}`,
  `Yiwu ${first} ${companyLast[(place + 1) % 4]!}`,
])

export const purposes = [
  'orders',
  'orders',
  'orders',
  'market visit',
  'market visit',
  'company registration',
  'supplier audit',
  'return to own company',
  'study',
]
