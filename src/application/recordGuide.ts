// What stands in every export for whoever has to judge it without knowing the desk.

export const exportGuide = `THE RECORD OF A CHARTER DESK

These files are lines of the desk's record as they were when they were taken out.
Nobody is named in them: people stand under numbers.

HOW TO CHECK THEM, with openssl 3 and sha256sum

Take the desk's public key from whom you trust, not from this folder: from the
auditor, or from the desk's own address /v1/record/key. It is called key.pem below.

1. Did the desk sign the list of files?

   openssl pkeyutl -verify -pubin -inkey key.pem -rawin \\
     -in SHA256SUMS -sigfile SHA256SUMS.sig

   must answer "Signature Verified Successfully".

2. Are the files those of the list?

   sha256sum --check --strict SHA256SUMS

   must answer OK for each. manifest.json has a signature of its own,
   manifest.json.sig, checked in the same way.

WHAT IS IN THEM

events-*.ndjson    what happened, one JSON object a line, in the order written
journal-*.ndjson   what was shown to whom, and which letters were sent
heads.ndjson       where each chain ends
checkpoints.ndjson the desk's signed statements over the record (whole record only)
manifest.json      when, of what, how many lines, which key, each file's digest

HOW THE LINES ARE CHAINED

Lines of one kind and aggregate are a chain, in order of version and ordinal.
"digest" is the SHA-256, in hexadecimal, of the UTF-8 text made of "previous",
a line feed, and the line as JSON with sorted keys and without white space, of
these fields only: kind, aggregate, charter, version, ordinal, type, data, at,
actor, editions, request, and subject where it is not null. "previous" is the
digest of the line before in the chain, and empty in the first. So nobody can
change, exchange or take away a line without changing every digest behind it.
In an export of one charter the chains of charters, journeys and runs are whole;
of other chains only the lines about that charter are here.

With the desk's program the same is checked by:

   desk record verify FOLDER --key key.pem
`
