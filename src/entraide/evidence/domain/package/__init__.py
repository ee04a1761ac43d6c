"""The sealed package of a case: a BagIt bag (RFC 8493) with exhibits, their custody, and the proof of both.

    data/exhibits/<number>/<uuid>     the bytes of every file that goes along, as they were taken in
    data/record.json                  what the package says: canonical JSON (RFC 8785), every other file by its digest
    data/case.jsonld                  the same in CASE/UCO, made from the record and from nothing else
    data/custody.<language>.pdf       the custody report for people
    data/stamps/                      RFC 3161 tokens <uuid>.tsr, and the certificates that they are checked with
    data/ledger/                      <number>.entry and .tlog-proof of every custody event, and keys.vkeys
    bagit.txt  bag-info.txt  manifest-sha256.txt  tagmanifest-sha256.txt
    seal/statement.txt                the very bytes that were signed: one line of text, then canonical JSON
    seal/ed25519.sig  seal/mldsa65.sig  seal/card.json

A chain leads from the key to every byte: the two signatures are over `seal/statement.txt`, which names the SHA-256 of
`manifest-sha256.txt` and of every other file beside the payload; the manifest names that of every file of the payload.
So openssl 3.5, or any library with Ed25519 and ML-DSA-65, and `sha256sum` are all that it takes to check the seal:

    openssl pkeyutl -verify -pubin -inkey ed25519.pem -rawin -in seal/statement.txt -sigfile seal/ed25519.sig
    openssl pkeyutl -verify -pubin -inkey mldsa65.pem -rawin -in seal/statement.txt -sigfile seal/mldsa65.sig
    sha256sum --check manifest-sha256.txt

The digests in the statement are compared with `sha256sum manifest-sha256.txt bagit.txt bag-info.txt seal/card.json`.
Each event's salt and the canonical form of the event, hashed together, give the digest in its ledger entry.
"""
