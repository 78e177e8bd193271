import { render, screen } from '@testing-library/react';
import { RelativeTime } from './RelativeTime';

describe('RelativeTime', () => {
  it('is relative for the eye and absolute with its zone on hover and for screen readers', () => {
    const at = new Date(Date.now() - 38 * 60_000);
    render(<RelativeTime at={at.toISOString()} />);
    const time = screen.getByText('38 min ago');
    expect(time).toHaveAttribute('datetime', at.toISOString());
    expect(time.title).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d .*UTC/);
    expect(time).toHaveTextContent(time.title);
  });

  it('prints what is not a time as it came', () => {
    render(<RelativeTime at="soon" />);
    expect(screen.getByText('soon')).toBeInTheDocument();
  });
});
