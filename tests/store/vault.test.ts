// Given a merchant whose key the vault keeps, when something was changed, lost or erased, then nothing opens that should not.
import { createHash, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LostKey, WrongKey, type KeyStore } from '../../src/application/keyPorts.ts'
import { openSqliteKeys } from '../../src/store/keyStore.ts'
import { openVault } from '../../src/store/vault.ts'
import { ringOf } from '../support/keys.ts'
import { freshFile } from '../support/files.ts'
import { merchantNo } from '../support/rows.ts'

const deskKey = createHash('sha256').update('desk').digest()
const kim = merchantNo(1)
const lee = merchantNo(2)
const secret = '{"surname":"KIM","document":"M12345678","name":"김철수"}'

describe('the vault', () => {
  let file: string
  let keys: KeyStore
  const vaultUnder = async (key: Buffer) => openVault({ ring: await ringOf(key), keys, random: randomBytes })

  beforeEach(async () => {
    file = freshFile('keys.sqlite')
    keys = openSqliteKeys({ file })
    await (await vaultUnder(deskKey)).enrol([kim, lee])
  })
  afterEach(() => keys.close())

  it('what is sealed opens again, in another process too, and says which form it has', async () => {
    const sealed = await (await vaultUnder(deskKey)).seal(kim, secret)
    expect(sealed).toMatch(/^v1\.[\w-]+$/)
    expect(sealed).not.toContain('KIM')
    expect(await (await vaultUnder(deskKey)).open(kim, sealed)).toBe(secret)
    expect(await (await vaultUnder(deskKey)).open(kim, await (await vaultUnder(deskKey)).seal(kim, ''))).toBe('')
  })

  it('the same text never seals to the same words', async () => {
    const vault = await vaultUnder(deskKey)
    expect(await vault.seal(kim, secret)).not.toBe(await vault.seal(kim, secret))
  })

  it('a changed character anywhere, a cut, or another form does not open', async () => {
    const vault = await vaultUnder(deskKey)
    const sealed = await vault.seal(kim, secret)
    for (let place = 0; place < sealed.length - 1; place++) {
      const other = sealed[place] === 'A' ? 'B' : 'A'
      const changed = sealed.slice(0, place) + other + sealed.slice(place + 1)
      await expect(vault.open(kim, changed), `character ${place}`).rejects.toThrow('was changed')
    }
    await expect(vault.open(kim, sealed.slice(0, 30))).rejects.toThrow('was changed')
    await expect(vault.open(kim, sealed.replace('v1.', 'v2.'))).rejects.toThrow('was changed')
    await expect(vault.open(kim, '')).rejects.toThrow(LostKey)
  })

  it('the desk’s own secrets open under the desk’s key alone, and in no merchant’s place', async () => {
    const vault = await vaultUnder(deskKey)
    const sealed = vault.sealOwn('the seed')
    expect(sealed).not.toContain('seed')
    expect((await vaultUnder(deskKey)).openOwn(sealed)).toBe('the seed')
    await expect(vault.open(kim, sealed)).rejects.toThrow('was changed')
    const kims = await vault.seal(kim, secret)
    expect(() => vault.openOwn(kims)).toThrow('was changed')
  })

  it('one merchant’s text does not open in another’s place', async () => {
    const vault = await vaultUnder(deskKey)
    const sealed = await vault.seal(kim, secret)
    await expect(vault.open(lee, sealed)).rejects.toThrow('was changed')
  })

  it('a wrapped key moved to another merchant is not that merchant’s key', async () => {
    const wrapped = await keys.get(kim)
    const moved = merchantNo(3)
    await keys.put(moved, wrapped!, (await ringOf(deskKey)).first().id)
    await expect((await vaultUnder(deskKey)).seal(moved, secret)).rejects.toThrow(LostKey)
  })

  it('under another desk’s key it does not open at all, and says which key it was sealed by', async () => {
    const [right, wrong] = [await ringOf(deskKey), await ringOf(randomBytes(32))]
    const opened = openVault({ ring: wrong, keys, random: randomBytes })
    await expect(opened).rejects.toThrow(WrongKey)
    await expect(opened).rejects.toThrow(
      `was sealed by the desk's key ${right.first().id}, and the test holds ${wrong.first().id}. Put the right key there`,
    )
    await expect(vaultUnder(Buffer.alloc(16))).rejects.toThrow('32 bytes')
  })

  it('a merchant who never enrolled has no key', async () => {
    await expect((await vaultUnder(deskKey)).seal(merchantNo(9), secret)).rejects.toThrow(LostKey)
  })

  it('a forgotten merchant is gone: for this vault, for one that remembered the key, and for whoever is left nothing', async () => {
    const [one, other] = [await vaultUnder(deskKey), await vaultUnder(deskKey)]
    const sealed = await one.seal(kim, secret)
    expect(await other.open(kim, sealed)).toBe(secret)
    await one.forget(kim)
    await expect(one.open(kim, sealed)).rejects.toThrow(LostKey)
    await expect(other.open(kim, sealed)).rejects.toThrow(LostKey)
    await expect(other.seal(lee, secret)).resolves.toBeTypeOf('string')
  })

  it('a forgotten key leaves no byte in the file or beside it', async () => {
    const wrapped = (await keys.get(kim))!
    const kept = (await keys.get(lee))!
    const lies = (text: string) => [file, `${file}-wal`].some((each) => readFileSync(each).includes(text))
    expect([lies(wrapped), lies(kept)]).toEqual([true, true])
    await (await vaultUnder(deskKey)).forget(kim)
    expect([lies(wrapped), lies(kept)]).toEqual([false, true])
  })

  it('who was forgotten never gets a key again, and stands in the list of the erased', async () => {
    const vault = await vaultUnder(deskKey)
    await vault.forget(kim)
    await vault.enrol([kim])
    await expect(vault.seal(kim, secret)).rejects.toThrow(LostKey)
    expect(await vault.erased()).toEqual([kim])
  })

  it('enrolling twice keeps the first key', async () => {
    const vault = await vaultUnder(deskKey)
    const sealed = await vault.seal(kim, secret)
    await Promise.all([vault.enrol([kim]), (await vaultUnder(deskKey)).enrol([kim, merchantNo(5)])])
    expect(await vault.open(kim, sealed)).toBe(secret)
    expect(await keys.getMany([kim, merchantNo(5), merchantNo(6)])).toHaveProperty('size', 2)
  })

  it('more keys than it remembers are still all opened', async () => {
    const vault = await openVault({ ring: await ringOf(deskKey), keys, random: randomBytes, remembered: 2 })
    const merchants = Array.from({ length: 6 }, (_, i) => merchantNo(10 + i))
    await vault.enrol(merchants)
    const sealed = await Promise.all(merchants.map((merchant) => vault.seal(merchant, merchant)))
    expect(await Promise.all(merchants.map((merchant, i) => vault.open(merchant, sealed[i]!)))).toEqual(merchants)
  })

  it('digests show that two texts are the same, for one merchant and under one key only', async () => {
    const vault = await vaultUnder(deskKey)
    const digest = await vault.digest(kim, 'a@b.kr')
    expect(await (await vaultUnder(deskKey)).digest(kim, 'a@b.kr')).toBe(digest)
    expect(await vault.digest(kim, 'a@b.kR')).not.toBe(digest)
    expect(await vault.digest(lee, 'a@b.kr')).not.toBe(digest)
  })

  it('the blind index finds the same text under the same kind and desk, and says nothing else', async () => {
    const vault = await vaultUnder(deskKey)
    const entry = vault.blind('document', 'M12345678')
    expect((await vaultUnder(deskKey)).blind('document', 'M12345678')).toBe(entry)
    expect(vault.blind('holder', 'M12345678')).not.toBe(entry)
    expect(vault.blind('document', 'M12345679')).not.toBe(entry)
    expect(entry).not.toContain('12345678')
  })
})
