import { useId, useState } from 'react';
import { fingerprintGroups } from '#core/crypto/device-key.ts';
import { CopyButton } from '../../components/CopyButton.tsx';
import { Icon } from '../../components/Icon.tsx';
import { useWatchable } from '../../components/use-watchable.ts';
import { formatDay } from '../../messages/format.ts';
import { useMessages } from '../../messages/use-messages.ts';
import type { DevicePort } from '../../services/device-port.ts';
import type { CheckedDevice, SealsPort } from '../../services/seals-port.ts';
import type { Toasts } from '../../services/toasts.ts';
import { localDay } from '../local-day.ts';

type ReportProps = { device: CheckedDevice['device']; port: DevicePort; toasts: Toasts; now: () => Date };

/** A day and a button; the day is asked for first, so that nothing is reported by one wrong press. */
function ReportLost({ device, port, toasts, now }: ReportProps) {
  const messages = useMessages();
  const text = messages.devices;
  const id = useId();
  const [day, setDay] = useState<string>();
  if (day === undefined)
    return (
      <button
        type="button"
        className="button"
        data-look="quiet"
        data-size="small"
        onClick={() => setDay(localDay(now()))}
      >
        {text.lost}
      </button>
    );
  const report = () =>
    void port.revoke(device.fingerprint, new Date(`${day}T00:00:00`)).then(
      () => setDay(undefined),
      () => toasts.show(text.failed),
    );
  return (
    <form
      className="report-lost"
      onSubmit={(event) => {
        event.preventDefault();
        report();
      }}
    >
      <label className="label" htmlFor={id}>
        {text.lostFrom}
      </label>
      <input
        id={id}
        className="field"
        type="date"
        required
        max={localDay(now())}
        aria-describedby={`${id}-help`}
        value={day}
        onChange={(event) => setDay(event.currentTarget.value)}
      />
      <p id={`${id}-help`} className="help">
        {text.lostHint}
      </p>
      <div className="actions">
        <button type="submit" className="button" data-size="small">
          {text.confirm}
        </button>
        <button
          type="button"
          className="button"
          data-look="quiet"
          data-size="small"
          onClick={() => setDay(undefined)}
        >
          {messages.app.cancel}
        </button>
      </div>
    </form>
  );
}

type DevicesPartProps = { seals: SealsPort; device: DevicePort; toasts: Toasts; now: () => Date };

/** The devices whose seals came here: whose they are, their fingerprints, how their logs stand, and the way to report one as lost. */
export function DevicesPart({ seals, device: port, toasts, now }: DevicesPartProps) {
  const messages = useMessages();
  const text = messages.devices;
  const devices = useWatchable(seals.seals)?.devices ?? [];
  return (
    <section className="card" aria-labelledby="settings-devices">
      <h2 id="settings-devices">{text.title}</h2>
      <p className="help setting">{devices.length === 0 ? text.none : text.hint}</p>
      <ul className="devices">
        {devices.map(({ device, revokedBy, seals: sealed, faults, coming, reports }) => {
          const fingerprint = fingerprintGroups(device.fingerprint);
          return (
            <li key={device.fingerprint} className="setting">
              <h3>{messages.seals.deviceName(device.member, device.label)}</h3>
              <p className="help">
                {text.count(sealed.length)}, {text.since(formatDay(device.introducedAt))}
              </p>
              <p className="fingerprint">
                <code>{fingerprint}</code>
                <CopyButton text={fingerprint} what={messages.seals.fingerprint} />
              </p>
              <ul className="log-faults">
                {faults.map((fault) => (
                  <li key={JSON.stringify(fault)}>
                    <Icon name="warning" /> {messages.seals.faultSentence(fault)}
                  </li>
                ))}
                {reports.map(({ by, fault }) => (
                  <li key={by + JSON.stringify(fault)}>
                    <Icon name="warning" /> {text.reportedBy(by, messages.seals.faultSentence(fault))}
                  </li>
                ))}
                {coming.map((fault) => (
                  <li key={JSON.stringify(fault)}>
                    <Icon name="receiving" /> {text.coming(messages.seals.faultSentence(fault))}
                  </li>
                ))}
                {faults.length + reports.length + coming.length === 0 && (
                  <li>
                    <Icon name="check" /> {messages.seals.whole}
                  </li>
                )}
              </ul>
              {device.revocation ? (
                <p className="answer" data-kind="not-kept">
                  <Icon name="warning" /> {text.reported(formatDay(device.revocation.from), revokedBy)}
                </p>
              ) : (
                <ReportLost device={device} port={port} toasts={toasts} now={now} />
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
