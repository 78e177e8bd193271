import { application, byVerdict } from '../__testUtils__';
import { fleetCsv } from './fleetCsv';

const rowsOf = (csv: string) => csv.trimEnd().split('\r\n');

describe('the fleet as CSV', () => {
  it('has a header and a row for each application', () => {
    const [header, row, ...rest] = rowsOf(fleetCsv([application()]));
    expect(header).toMatch(/^verdict,since,top finding,/);
    expect(row).toMatch(/^Healthy,/);
    expect(rest).toEqual([]);
    expect(row.split(',')).toHaveLength(header.split(',').length);
  });

  it('leaves what was not read empty and says so', () => {
    const [header, row] = rowsOf(fleetCsv([byVerdict.Unknown]));
    const cells = row.split(',');
    expect(cells[header.split(',').indexOf('lag')]).toBe('');
    expect(cells[header.split(',').indexOf('could not be read')]).toBe(
      'metrics: denied',
    );
  });

  it('quotes commas, quotes and line ends', () => {
    expect(fleetCsv([application({ name: 'a, "b"\nc' })])).toContain(
      '"a, ""b""\nc"',
    );
  });

  it.each(['=1+1', '+1', '-1', '@x'])(
    'does not let %s run as a formula',
    name => {
      expect(fleetCsv([application({ name })])).toContain(`,'${name},`);
    },
  );
});
