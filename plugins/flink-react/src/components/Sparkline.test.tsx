import { render, screen } from '@testing-library/react';
import { Sparkline } from './Sparkline';

const label = () => screen.getByRole('img').getAttribute('aria-label');

describe('Sparkline', () => {
  it('says minimum, maximum and last value', () => {
    render(
      <Sparkline
        values={[3, 9, 5]}
        name="lag"
        format={value => `${value} r`}
      />,
    );
    expect(label()).toBe('lag: min 3 r, max 9 r, last 5 r');
  });

  it('breaks the line at a gap and never draws it as zero', () => {
    render(<Sparkline values={[5, 6, null, 7, 8]} name="lag" />);
    expect(screen.getByRole('img').querySelectorAll('polyline')).toHaveLength(
      2,
    );
    expect(label()).toContain('min 5');
    expect(label()).toContain('1 of 5 values missing');
  });

  it('draws a lone value between gaps as a dot', () => {
    render(<Sparkline values={[null, 4, null]} name="lag" />);
    expect(screen.getByRole('img').querySelectorAll('circle')).toHaveLength(1);
  });

  it('says when there is nothing', () => {
    render(<Sparkline values={[null, null]} name="lag" />);
    expect(label()).toBe('lag: no values in this window');
    expect(screen.getByRole('img')).toBeEmptyDOMElement();
  });
});
