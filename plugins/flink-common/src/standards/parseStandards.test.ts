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
});
