import type { ManagedFleetMember, SandboxWorld } from '../../world';
import { AwsError } from '../wire/awsError';
import type { Caller } from '../wire/caller';
import { memberConfiguration } from './configuration';
import { ManagedApplication } from './managedApplication';

/** All managed applications of a world, by account, region and name. */
export class ApplicationRegistry {
  readonly world: SandboxWorld;
  readonly #applications: ManagedApplication[];

  constructor(world: SandboxWorld) {
    this.world = world;
    this.#applications = world.managedFleet().map(applicationOf);
  }

  get nowMs(): number {
    return this.world.clock.now();
  }

  /** What a caller sees, in order of name. */
  visibleTo({ account, region }: Caller): ManagedApplication[] {
    return this.#applications
      .filter(
        ({ facts, deletedFromMs }) =>
          facts.account === account &&
          facts.region === region &&
          this.nowMs < deletedFromMs,
      )
      .sort((left, right) => (left.facts.name < right.facts.name ? -1 : 1));
  }

  /** @throws AwsError `ResourceNotFoundException`. */
  named(caller: Caller, name: string): ManagedApplication {
    const found = this.visibleTo(caller).find(one => one.facts.name === name);
    if (!found) {
      throw new AwsError(
        'ResourceNotFoundException',
        `No application named ${name} found under account: ${caller.account}`,
      );
    }
    return found;
  }

  /** @throws AwsError `ResourceNotFoundException`. */
  byArn(caller: Caller, arn: string): ManagedApplication {
    const found = this.visibleTo(caller).find(one => one.arn === arn);
    if (!found) {
      throw new AwsError(
        'ResourceNotFoundException',
        `Resource not found: ${arn}`,
      );
    }
    return found;
  }

  add(application: ManagedApplication): void {
    this.#applications.push(application);
  }
}

function applicationOf(member: ManagedFleetMember): ManagedApplication {
  const { account, region, name } = member;
  return new ManagedApplication({
    facts: {
      account,
      region,
      name,
      description: member.description,
      mode: member.mode,
      createdAtMs: member.createdAtMs,
      tags: member.tags,
      logStreamArn: `arn:aws:logs:${region}:${account}:log-group:/aws/kinesis-analytics/${name}:log-stream:kinesis-analytics-log-stream`,
    },
    maintenanceWindowStart: member.maintenanceWindowStart,
    // The deployment in the profile's past is listed and makes the version the fleet names.
    firstVersion: Math.max(1, member.versionId - 1),
    contentOf: versionId => ({
      runtimeEnvironment: member.runtimeEnvironment,
      role: `arn:aws:iam::${account}:role/msf-${name}`,
      configuration: memberConfiguration(member, versionId),
    }),
    planned: true,
    job: member.job,
  });
}
