/** Makes up certificate authorities and servers' certificates for one run of tests; no private key is kept. */
import { generateKeyPairSync } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import forge from 'node-forge';

/**
 * Two servers' certificates: `trusted.pem` by an authority that the machine trusts, `untrusted.pem` by one that it does
 * not know, each with its `.key` beside it; and `authorities.pem`, all that the machine trusts.
 *
 * @param {string} folder
 * @param {readonly string[]} names of the servers
 * @returns {Promise<Record<string, string>>} environment that makes the machine trust so, for Node and OpenSSL
 */
export async function makeCertificates(folder, names) {
  for (const kind of ['trusted', 'untrusted']) {
    const authority = makeCertificate(`Made-up ${kind} authority`, [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, critical: true },
    ]);
    const server = makeCertificate(
      'Made-up server',
      [{ name: 'subjectAltName', altNames: names.map((value) => ({ type: 2, value })) }],
      authority,
    );
    await writeFile(join(folder, `${kind}.pem`), server.certificate);
    await writeFile(join(folder, `${kind}.key`), server.key, { mode: 0o600 });
    if (kind === 'trusted') await writeFile(join(folder, 'authorities.pem'), authority.certificate);
  }
  return { SSL_CERT_FILE: join(folder, 'authorities.pem'), BBS_CERTIFICATES: folder };
}

/**
 * @typedef {object} Made
 * @property {string} certificate PEM
 * @property {string} key PEM
 * @property {forge.pki.Certificate} signer
 */

/**
 * @param {string} name
 * @param {object[]} extensions
 * @param {Made} [authority] itself when not given
 * @returns {Made}
 */
function makeCertificate(name, extensions, authority) {
  const pem = { type: 'pkcs1', format: 'pem' };
  const keys = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: pem,
    privateKeyEncoding: pem,
  });
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.publicKeyFromPem(keys.publicKey);
  certificate.serialNumber = '01';
  certificate.validity.notBefore = new Date(Date.now() - 60_000);
  certificate.validity.notAfter = new Date(Date.now() + 24 * 60 * 60_000);
  const subject = [{ name: 'commonName', value: name }];
  certificate.setSubject(subject);
  certificate.setIssuer(authority ? authority.signer.subject.attributes : subject);
  certificate.setExtensions(extensions);
  const signingKey = forge.pki.privateKeyFromPem(authority ? authority.key : keys.privateKey);
  certificate.sign(signingKey, forge.md.sha256.create());
  return {
    certificate: forge.pki.certificateToPem(certificate),
    key: keys.privateKey,
    signer: certificate,
  };
}
