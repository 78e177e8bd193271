/** Who else writes this application’s configuration, by its tags. */
export interface CodeOwner {
  readonly name: string;
  readonly evidence: string;
}

const SYSTEM_TAGS = [
  ['aws:cloudformation:stack-name', 'CloudFormation stack'],
  ['aws:servicecatalog:provisionedProductArn', 'Service Catalog product'],
] as const;

const TOOLS =
  /\b(terraform|opentofu|pulumi|cdk|cloudformation|crossplane|ansible)\b/i;
const TOOL_KEY =
  /^(terraform|opentofu|pulumi|managed[-_. ]?by|created[-_. ]?by|provisioner|provisioned[-_. ]?by|iac|tool)$/i;

/** Infrastructure as code reverts what somebody else changes; its tags give it away. */
export function codeOwnerOf(
  tags: Readonly<Record<string, string>>,
): CodeOwner | undefined {
  for (const [key, name] of SYSTEM_TAGS) {
    if (Object.hasOwn(tags, key)) {
      return { name: `${name} ${tags[key]}`, evidence: `tag ${key}` };
    }
  }
  for (const [key, value] of Object.entries(tags)) {
    const last = key.split(/[/:]/).at(-1) ?? key;
    const tool = TOOL_KEY.test(last) && TOOLS.exec(`${last} ${value}`)?.[1];
    if (tool && value.toLowerCase() !== 'false') {
      return { name: tool.toLowerCase(), evidence: `tag ${key}: ${value}` };
    }
  }
  return undefined;
}
