import { stripVTControlCharacters } from 'node:util';

/** What a test run came to. `failed` is never 0 when anything was wrong, even where no single test failed. */
export interface TestSummary {
  passed: number;
  failed: number;
  /** One sentence for each thing that counts as a failure, the failed tests by name. */
  complaints: string[];
}

interface ReportedFile {
  name: string;
  status: string;
  tests: { status: string; name: string; message: string }[];
}

/**
 * Counts vitest's JSON report. A file that could not be loaded, a skipped test, a run that failed without a failed test
 * (an error outside all tests) and a run without any test each count as a failure: a test that does not run proves nothing.
 */
export function summarise(reportJson: string, runSucceeded: boolean): TestSummary {
  const files = readReport(reportJson);
  const statuses = files.flatMap((file) => file.tests.map(({ status }) => status));
  const passed = statuses.filter((status) => status === 'passed').length;
  const failedTests = statuses.filter((status) => status === 'failed').length;
  const notRun = statuses.length - passed - failedTests;
  const unloaded = files.filter(
    (file) => file.status === 'failed' && file.tests.every(({ status }) => status !== 'failed'),
  );
  const complaints = [
    ...files.flatMap((file) =>
      file.tests
        .filter(({ status }) => status === 'failed')
        .map(({ name, message }) => `Failed: ${file.name} > ${name}: ${message}`),
    ),
    ...unloaded.map((file) => `Failed outside its tests: ${file.name}`),
  ];
  if (notRun > 0) complaints.push(`${notRun} tests were skipped or are only planned; that counts as failed.`);
  let failed = failedTests + notRun + unloaded.length;
  if (failed === 0 && !runSucceeded) {
    complaints.push('The run failed although no test did: see the error above.');
    failed = 1;
  }
  if (failed === 0 && passed === 0) {
    complaints.push('No test ran.');
    failed = 1;
  }
  return { passed, failed, complaints };
}

function readReport(json: string): ReportedFile[] {
  const report = parse(json);
  if (!isRecord(report) || !Array.isArray(report['testResults'])) return [];
  return report['testResults'].filter(isRecord).map((file) => ({
    name: String(file['name']),
    status: String(file['status']),
    tests: (Array.isArray(file['assertionResults']) ? file['assertionResults'] : [])
      .filter(isRecord)
      .map((test) => ({
        status: String(test['status']),
        name: String(test['fullName']),
        message: shortMessage(test['failureMessages']),
      })),
  }));
}

/** The first line of the first message, what the browser's driver waited for, and the line of ours that did. */
function shortMessage(messages: unknown): string {
  const lines = Array.isArray(messages) ? stripVTControlCharacters(String(messages[0])).split('\n') : [''];
  const awaited = lines.find((line) => /^\s+- waiting for /.test(line)) ?? '';
  const place = lines.find((line) => /^\s+at .*\.test\.ts:\d+/.test(line)) ?? '';
  return [lines[0] ?? '', awaited, place]
    .map((line) => line.trim())
    .join(' ')
    .trim();
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    // vitest died before it wrote its report: no results, which counts as failed.
    return undefined;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
