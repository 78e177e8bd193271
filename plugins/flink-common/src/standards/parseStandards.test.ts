import { standardsDocument } from './__fixtures__/standards';
import { parseStandards } from './PlatformStandards';

describe('parseStandards', () => {
  it('fills in what a file may leave out', () => {
    const { alarmTopics } = parseStandards(standardsDocument()).environments[0];

    expect(alarmTopics).toEqual({});
  });

  it('names every wrong place', () => {
    const document = standardsDocument();
    document.environments[0].managed.accountId = '4444';
    document.prices.asOf = 'today';

    expect(() => parseStandards(document)).toThrow(
      /environments\.0\.managed\.accountId: twelve digits, in quotes; prices\.asOf: a day/,
    );
  });

  it('refuses a key it does not know, which is most likely a slip', () => {
    expect(() =>
      parseStandards({ ...standardsDocument(), souces: ['kinesis'] }),
    ).toThrow('souces');
  });

  it('says that it was given nothing', () => {
    expect(() => parseStandards(undefined)).toThrow('the file: ');
  });

  it('refuses a line on offer that nothing says what it is made of', () => {
    const document = standardsDocument();
    document.runtimes.eks.preview.push('2.3');

    expect(() => parseStandards(document)).toThrow(
      'runtimes.eks offers 2.3, but lines.2.3.eks does not say what it is made of',
    );
  });

  it('refuses a default that is not on offer', () => {
    const document = standardsDocument();
    document.runtimes.eks.default = '1.20';

    expect(() => parseStandards(document)).toThrow(
      'runtimes.eks.default 1.20 is not in its allowed lines',
    );
  });

  it('refuses an environment twice', () => {
    const document = standardsDocument();
    document.environments.push(document.environments[0]);

    expect(() => parseStandards(document)).toThrow(
      'environment staging is there twice',
    );
  });

  it('refuses a key that serves another region', () => {
    const document = productionIn({
      'eu-west-1': {
        artifactBucket: 'artifacts',
        kmsKey: 'arn:aws:kms:us-east-1:111122223333:key/1',
      },
    });

    expect(() => parseStandards(document)).toThrow(
      'the key of production in eu-west-1 is in us-east-1; a key serves its own region only',
    );
  });

  it('refuses an environment without a region', () => {
    expect(() => parseStandards(productionIn({}))).toThrow(
      'environments.1.managed.regions: at least one',
    );
  });

  function productionIn(regions: object) {
    const document = standardsDocument();
    const [staging, production] = document.environments;
    const managed = { ...production.managed, regions };
    return { ...document, environments: [staging, { ...production, managed }] };
  }
});
