import { redactSecrets, redactText } from '.';

describe('what an exception may say', () => {
  it.each([
    ['a stack frame', '\tat com.acme.TokenParser.parse(TokenParser.java:87)'],
    [
      'a class whose name speaks of authorization',
      'org.apache.kafka.common.errors.TopicAuthorizationException: Not authorized to access topics: [orders-v2]',
    ],
    [
      'a class of SASL',
      'Caused by: org.apache.kafka.common.errors.SaslAuthenticationException: Authentication failed',
    ],
    [
      'a helpful NullPointerException, quotes and all',
      'java.lang.NullPointerException: Cannot invoke "java.math.BigDecimal.multiply(java.math.BigDecimal)" because the return value of "com.acme.streams.model.Line.unitPrice()" is null',
    ],
    [
      'an ARN, also of a secret',
      'not authorized to perform: secretsmanager:GetSecretValue on resource: arn:aws:secretsmanager:eu-west-1:111122223333:secret:orders-db-password-AbCdEf',
    ],
    [
      'a topic, a partition and an offset',
      'Deserializing record of topic orders, partition 3 at offset 4111111111111111 failed',
    ],
    [
      'a Kinesis sequence number',
      'sequence number 49640325678901234567890123456789012345678901234567890123',
    ],
    ['epoch milliseconds', 'Checkpoint 4711 @ 1795351200000 expired'],
    ['a time of day', 'at 2026-11-22T14:02:11.123Z, that is 14:02:11'],
    ['a version', 'flink-connector-kafka 3.4.0-1.20 on Java 17.0.12'],
    [
      'an object and its hash',
      'com.acme.model.Order@6d06d69c is not serializable',
    ],
    [
      'a path on S3',
      'Could not open s3://acme-state/orders/chk-42/_metadata after 3 tries',
    ],
    ['a method reference', 'lambda a::b of com.acme.Job$$Lambda/0x0000'],
    ['a list of topics', 'Topics ["orders","payments"] are missing'],
    [
      'English apostrophes',
      "The source can't read; the operator doesn't know why it can't be read at all or so",
    ],
  ])('keeps %s', (_what, text) => {
    expect(redactText(text)).toBe(text);
  });

  it.each([
    ['a password', 'login with password=hunter2 failed', 'hunter2'],
    ['a quoted password', "password='hun ter2', retry", 'ter2'],
    ['a password in JSON', '{"user":"x","password":"hunter2"}', 'hunter2'],
    [
      'a password in escaped JSON',
      'sent \\"api_key\\":\\"hunter2\\" to it',
      'hunter2',
    ],
    [
      'the first parameter of a URL',
      'GET https://api.acme.com/v1?token=hunter2',
      'hunter2',
    ],
    ['an AWS key id', 'key AKIAIOSFODNN7EXAMPLE is not valid', 'AKIAIOSF'],
    [
      'an AWS secret key',
      'signed with wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY again',
      'wJalrXUt',
    ],
    [
      'a JSON web token',
      'token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N is expired',
      'eyJhbGci',
    ],
    ['a bearer token', 'Authorization: Bearer abcdefgh12345678', 'abcdefgh'],
    [
      'an authorization header of another scheme',
      'Authorization: AWS4-HMAC-SHA256 Credential=abc/2026, Signature=fe5f80\nnext',
      'fe5f80',
    ],
    ['a cookie', 'Cookie: sid=abc; theme=dark', 'sid=abc'],
    [
      'user and password of a URL',
      'jdbc:postgresql://app:hunter2@db.internal:5432/orders',
      'hunter2',
    ],
    ['a user in a URL', 'ftp://jane.doe@files.acme.com/in', 'jane.doe'],
    [
      'a user among JDBC parameters',
      'jdbc:mysql://db/orders?user=jane&password=x1y2',
      'jane',
    ],
    ['an Oracle login', 'jdbc:oracle:thin:scott/tiger@db:1521', 'tiger'],
    [
      'an e-mail address',
      'no account for jane.doe@acme.co.uk in CRM',
      'jane.doe',
    ],
    ['an IPv4 address', 'Connection refused: /10.0.3.17:6122', '10.0.3.17'],
    [
      'a host that is an address',
      'ip-10-0-3-17.ec2.internal:9092',
      '10-0-3-17',
    ],
    ['an IPv6 address', 'connect to [2001:db8::8a2e:370:7334]:443', '2001:db8'],
    [
      'a full IPv6 address',
      'from 2001:0db8:85a3:0000:0000:8a2e:0370:7334 today',
      '85a3',
    ],
    ['a card number', 'card 4111111111111111 was declined', '41111111'],
    [
      'a card number in groups',
      'card 5500 0000 0000 0004 was declined',
      '5500 0000',
    ],
    [
      'a JSON record',
      `Failed to deserialize '{"customer":{"name":"Jane"},"note":"a } in a text"}' of topic orders`,
      'Jane',
    ],
    [
      'a JSON record that was cut off',
      'bad record {"name":"Jane","city":"Be',
      'Jane',
    ],
    ['an array of records', 'got [{"name":"Jane"}] instead', 'Jane'],
    ['JSON in a text', 'got "{\\"name\\":\\"Jane\\"}" instead', 'Jane'],
    ['a table row', 'Column b is null in +I[4711, Jane Doe, Berlin]', 'Jane'],
    [
      'key and value of a Kafka record',
      'ConsumerRecord(topic = orders, partition = 3, offset = 17, key = Jane, value = x)',
      'Jane',
    ],
    [
      'a long quoted text',
      `Cannot parse "Jane Doe, 12 Main Street, 10115 Berlin, born on the 4th of May, one parcel"`,
      'Jane',
    ],
  ])('hides %s', (_what, text, secret) => {
    const shown = redactText(text);
    expect(shown).not.toContain(secret);
    expect(shown).toMatch(/\*{8}|hidden/);
  });

  it('says how much was hidden and leaves the sentence around it', () => {
    expect(
      redactText(`Failed to deserialize '{"id":1,"name":"Jane"}' of orders-3`),
    ).toBe("Failed to deserialize '[data hidden, 22 characters]' of orders-3");
  });

  it('keeps where a Kafka record lies', () => {
    expect(
      redactText(
        'ConsumerRecord(topic = orders, partition = 3, offset = 17, key = a, value = b)',
      ),
    ).toContain('topic = orders, partition = 3, offset = 17');
  });

  it('tells TaskManagers apart although their addresses are hidden', () => {
    expect(redactText('10.0.3.17:6122-ab12cd')).toBe(
      '[address hidden]:6122-ab12cd',
    );
  });

  it('changes nothing when it comes twice', () => {
    const once = redactText(
      `password=hunter2 for jane@acme.com at 10.0.0.1 with {"a":"b"}`,
    );
    expect(redactText(once)).toBe(once);
  });

  it('reads texts made to be slow within a moment', () => {
    const startedMs = Date.now();
    for (const part of [
      '{"',
      '{"a":1\n',
      'a=',
      'password="\\',
      '://a:',
      "'a",
      'a@',
      '1:',
      'eyJaaaaa.',
    ]) {
      redactText(part.repeat(64_000 / part.length));
    }
    expect(Date.now() - startedMs).toBeLessThan(5_000);
  });
});

describe('what a configuration may say', () => {
  it('keeps addresses, which tell where things run', () => {
    expect(redactSecrets('bootstrap 10.0.0.1:9092')).toBe(
      'bootstrap 10.0.0.1:9092',
    );
  });
});
