import SvgIcon, { type SvgIconProps } from '@material-ui/core/SvgIcon';

/** A stream that flows through a node. Not Apache Flink's logo, which is a trademark. */
export function FlinkIcon(props: SvgIconProps) {
  return (
    <SvgIcon {...props}>
      <path d="M2 6h6.2a4 4 0 0 1 7.6 0H22v2h-6.2a4 4 0 0 1-7.6 0H2zm10-1a2 2 0 1 0 0 4 2 2 0 0 0 0-4zM2 12h13v2H2zm16 0h4v2h-4zM2 17h6v2H2zm9 0h11v2H11z" />
    </SvgIcon>
  );
}
