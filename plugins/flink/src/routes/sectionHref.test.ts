import { sectionHref } from './sectionHref';

describe('the address of a section', () => {
  it('keeps the application of the tab', () => {
    expect(
      sectionHref('/catalog/x/flink?application=managed%3A1', 'exceptions'),
    ).toBe('/catalog/x/flink?application=managed%3A1&section=exceptions');
  });

  it('follows a path without a query', () => {
    expect(sectionHref('/flink/applications/a%2Fb', 'exceptions')).toBe(
      '/flink/applications/a%2Fb?section=exceptions',
    );
  });
});
