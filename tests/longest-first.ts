import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Seconds of the longest files as they were measured once, two at a time on two cores; all others that drive a browser take less. */
const measured: Readonly<Record<string, number>> = {
  'tests/journeys/evidence.test.ts': 170,
  'tests/journeys/kill-sweep.long.test.ts': 220,
  'tests/journeys/screens.long.test.ts': 120,
  'tests/journeys/full-page-layouts.long.test.ts': 117,
  'tests/journeys/canaries.long.test.ts': 116,
  'tests/journeys/soa-editing.test.ts': 105,
  'tests/journeys/sample.test.ts': 100,
  'tests/journeys/risks.test.ts': 100,
  'tests/journeys/team.test.ts': 95,
  'tests/journeys/gestures.long.test.ts': 88,
  'tests/journeys/refusals.long.test.ts': 88,
  'tests/journeys/files.test.ts': 85,
  'tests/journeys/verify-page.test.ts': 80,
  'tests/journeys/store-check.long.test.ts': 75,
  'tests/journeys/soa.test.ts': 70,
  'tests/journeys/panel.test.ts': 65,
  'tests/journeys/storage.long.test.ts': 64,
  'tests/journeys/several-pages.long.test.ts': 62,
  'tests/journeys/viewer.test.ts': 60,
  'tests/journeys/import.test.ts': 60,
  'tests/journeys/snapshot.long.test.ts': 60,
  'models/train/training.long.test.ts': 100,
};

/** The longest files first, the unit tests last: then nobody waits at the end for one file that began late. */
export class LongestFirst extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const { root } = this.ctx.config;
    const seconds = ({ moduleId, project }: TestSpecification): number =>
      measured[relative(root, moduleId)] ?? (project.name === 'unit' ? 1 : 30);
    return Promise.resolve(files.toSorted((one, other) => seconds(other) - seconds(one)));
  }
}
