import { Fragment } from 'react';

/** A sentence in which names of settings and commands stand between backticks. */
export function GuideText(props: { text: string }) {
  return (
    <>
      {props.text.split('`').map((part, index) => (
        // The parts have no other identity than their place.
        // eslint-disable-next-line react/no-array-index-key
        <Fragment key={index}>
          {index % 2 === 1 ? <code>{part}</code> : part}
        </Fragment>
      ))}
    </>
  );
}
