import Button from '@material-ui/core/Button';
import { useEffect, useRef } from 'react';

/**
 * The way out of a dialog. It takes the focus, so that Enter hits the safe button; not from somebody who types.
 */
export function CancelButton(props: {
  onClick: () => void;
  /** Takes the focus again when it changes: what was focused before may be gone. */
  focusKey?: string;
}) {
  const { onClick, focusKey } = props;
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // Material UI's button fails when it gets focus before its ripple is there, one turn later.
    const timer = setTimeout(() => {
      if (!isTyping(document.activeElement)) {
        button.current?.focus();
      }
    });
    return () => clearTimeout(timer);
  }, [focusKey]);
  return (
    <Button ref={button} onClick={onClick} variant="outlined">
      Cancel
    </Button>
  );
}

function isTyping(element: Element | null): boolean {
  return (
    element instanceof HTMLInputElement ||
    element instanceof HTMLTextAreaElement
  );
}
