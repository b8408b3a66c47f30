// The one script of the desk's pages: a browser's passkey answers the desk's question, and the answer is posted as a form.
export const passkeyScript = `'use strict'
for (const form of document.querySelectorAll('form[data-question]')) {
  const kind = form.dataset.passkey
  if (!window.PublicKeyCredential || !PublicKeyCredential.parseRequestOptionsFromJSON) continue
  form.hidden = false
  form.addEventListener('submit', async (event) => {
    if (form.elements.answer.value) return
    event.preventDefault()
    try {
      const asked = await fetch(form.dataset.question, { method: 'POST' })
      if (!asked.ok) return location.reload()
      const { options, state } = await asked.json()
      const credential =
        kind === 'create'
          ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
          : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) })
      form.elements.state.value = state
      form.elements.answer.value = JSON.stringify(credential.toJSON())
      form.requestSubmit()
    } catch (error) {
      form.querySelector('[role=status]').textContent = String(error.message)
    }
  })
}
`
