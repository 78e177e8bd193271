import { Link } from '@backstage/core-components';
import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { locationText } from '@flink-portal/backstage-plugin-flink-react';
import { Fragment } from 'react';
import { useApplicationPageHref } from '../routes';
import { EmptySentence } from '../states';

/** No application: either nothing names one, or what names one names nothing known. */
export function NothingLinked(props: {
  answer: flinkApi.EntityApplications;
  kind: string;
}) {
  const { answer, kind } = props;
  const { unresolved, suggestions } = answer;
  return (
    <>
      {unresolved.length === 0 ? (
        <EmptySentence>
          This {kind.toLocaleLowerCase('en-US')} has no Flink job linked.
        </EmptySentence>
      ) : (
        <UnresolvedClaims claims={unresolved} />
      )}
      <EmptySentence>
        {suggestions.length > 0 ? (
          <Suggestions suggestions={suggestions} />
        ) : (
          <>
            To link one, add the annotation{' '}
            <code>aws.amazon.com/managed-flink-application-arn</code> or{' '}
            <code>backstage.io/kubernetes-label-selector</code> to the entity.
            None of the known applications looks like this one.
          </>
        )}
      </EmptySentence>
    </>
  );
}

function Suggestions(props: {
  suggestions: flinkApi.EntityApplications['suggestions'];
}) {
  const { suggestions } = props;
  const hrefOf = useApplicationPageHref();
  return (
    <>
      {`We found ${suggestions.length} that ${
        suggestions.length === 1 ? 'looks' : 'look'
      } like yours: `}
      {suggestions.map(({ id, name, scope }, index) => {
        const href = hrefOf(id);
        const text = `${name} (${locationText(scope)})`;
        return (
          <Fragment key={id}>
            {index > 0 && ', '}
            {href ? (
              <Link to={href} underline="always">
                {text}
              </Link>
            ) : (
              text
            )}
          </Fragment>
        );
      })}
      . Name it in an annotation to link it.
    </>
  );
}

/** Annotations that name nothing the portal knows, with the reason; what is only not there yet takes a sentence. */
export function UnresolvedClaims(props: {
  claims: readonly flinkApi.UnresolvedClaim[];
}) {
  const absent = props.claims.filter(claim => claim.absent);
  const unknown = props.claims.filter(claim => !claim.absent);
  return (
    <>
      {absent.map(({ annotation, value, reason }) => (
        <EmptySentence key={value}>
          {reason}. Named by <code>{annotation}</code>.
        </EmptySentence>
      ))}
      {unknown.length > 0 && <UnknownClaims claims={unknown} />}
    </>
  );
}

function UnknownClaims(props: { claims: readonly flinkApi.UnresolvedClaim[] }) {
  return (
    <div>
      {props.claims.length === 1
        ? 'An annotation names an application that the portal does not know:'
        : `${props.claims.length} annotations name applications that the portal does not know:`}
      <ul>
        {props.claims.map(({ annotation, value, reason }) => (
          <li
            key={`${annotation} ${value}`}
            style={{ overflowWrap: 'anywhere' }}
          >
            <code>
              {annotation}: {value}
            </code>
            <br />
            {reason}
          </li>
        ))}
      </ul>
    </div>
  );
}
