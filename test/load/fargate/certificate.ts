import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Where a certificate and its key lie. */
export interface Certificate {
  readonly certificate: string;
  readonly key: string;
}

/** Makes a certificate of 127.0.0.1 that is its own authority, as `NAME.crt` and `NAME.key` of a folder. */
export async function makeCertificate(folder: string, name: string): Promise<Certificate> {
  const [certificate, key] = [path.join(folder, `${name}.crt`), path.join(folder, `${name}.key`)];
  await run('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1'],
    ...[
      '-subj',
      `/CN=${name}`,
      '-addext',
      'subjectAltName=IP:127.0.0.1',
      '-keyout',
      key,
      '-out',
      certificate,
    ],
  ]);
  return { certificate, key };
}
