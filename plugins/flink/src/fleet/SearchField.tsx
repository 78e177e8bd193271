import TextField from '@material-ui/core/TextField';
import { useEffect, useRef, useState } from 'react';

/** A pause in typing after which the backend is asked. */
const DEBOUNCE_MS = 300;

/** Search over names, places, owners and top findings; asks after a pause in typing. */
export function SearchField(props: {
  value: string;
  onChange: (value: string) => void;
}) {
  const { value, onChange } = props;
  const [text, setText] = useState(value);
  const sent = useRef(value);
  const newestOnChange = useRef(onChange);
  newestOnChange.current = onChange;

  // The URL changed by another way (back, "clear filters"): follow it.
  useEffect(() => {
    if (value !== sent.current) {
      sent.current = value;
      setText(value);
    }
  }, [value]);

  useEffect(() => {
    if (text === sent.current) {
      return undefined;
    }
    const timer = setTimeout(() => {
      sent.current = text;
      newestOnChange.current(text);
    }, DEBOUNCE_MS);
    return () => clearTimeout(timer);
  }, [text]);

  return (
    <TextField
      type="search"
      id="flink-fleet-search"
      label="Search"
      placeholder="name, place, owner, finding"
      variant="outlined"
      size="small"
      value={text}
      onChange={event => setText(event.target.value)}
      InputLabelProps={{ shrink: true }}
    />
  );
}
