import { createSign, generateKeyPairSync, randomBytes } from 'node:crypto';
import { isIPv4 } from 'node:net';
import { TlsMaterial } from './http-server';

// DER, by hand: Node signs but does not write certificates, and one certificate needs no library.
function der(tag: number, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  if (body.length < 128)
    return Buffer.concat([Buffer.from([tag, body.length]), body]);
  const hex = body.length.toString(16);
  const length = Buffer.from(
    hex.padStart(hex.length + (hex.length % 2), '0'),
    'hex',
  );
  return Buffer.concat([
    Buffer.from([tag, 0x80 + length.length]),
    length,
    body,
  ]);
}

const sequence = (...parts: Buffer[]) => der(0x30, ...parts);

function objectId(dotted: string): Buffer {
  const [first, second, ...rest] = dotted.split('.').map(Number);
  const bytes = [first * 40 + second];
  for (const arc of rest) {
    const groups = [arc % 128];
    let left = Math.floor(arc / 128);
    while (left > 0) {
      groups.unshift(128 + (left % 128));
      left = Math.floor(left / 128);
    }
    bytes.push(...groups);
  }
  return der(0x06, Buffer.from(bytes));
}

function commonName(name: string): Buffer {
  return sequence(
    der(0x31, sequence(objectId('2.5.4.3'), der(0x0c, Buffer.from(name)))),
  );
}

function generalizedTime(timeMs: number): Buffer {
  const text = new Date(timeMs).toISOString().replace(/[-:T]|\.\d+/g, '');
  return der(0x18, Buffer.from(text));
}

function subjectAlternative(host: string): Buffer {
  const address = isIPv4(host)
    ? der(0x87, Buffer.from(host.split('.').map(Number)))
    : der(0x82, Buffer.from(host));
  const names = sequence(address, der(0x82, Buffer.from('localhost')));
  return sequence(objectId('2.5.29.17'), der(0x04, names));
}

const AUTHORITY = sequence(
  objectId('2.5.29.19'),
  der(0x01, Buffer.from([0xff])),
  der(0x04, sequence(der(0x01, Buffer.from([0xff])))),
);

/** A certificate for one host that signs itself; valid for ten years around now. */
export function selfSignedCertificate(host: string): TlsMaterial {
  const { privateKey, publicKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
  });
  const algorithm = sequence(objectId('1.2.840.10045.4.3.2'));
  const name = commonName('flink-sandbox');
  const year = 365 * 86_400_000;
  const serial = randomBytes(8);
  serial[0] = 0x01;
  const content = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, serial),
    algorithm,
    name,
    sequence(
      generalizedTime(Date.now() - 5 * year),
      generalizedTime(Date.now() + 5 * year),
    ),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(subjectAlternative(host), AUTHORITY)),
  );
  const signature = createSign('SHA256').update(content).sign(privateKey);
  const certificate = sequence(
    content,
    algorithm,
    der(0x03, Buffer.from([0]), signature),
  );
  const lines = certificate.toString('base64').match(/.{1,64}/g) ?? [];
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${lines.join(
      '\n',
    )}\n-----END CERTIFICATE-----\n`,
  };
}
