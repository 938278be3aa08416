import { signaturesOf } from '#core/signing/acceptance-signatures.ts';
import type { Risk } from '#core/risks/risk.ts';
import { isSameName } from '#core/shared/same-name.ts';
import { isClear } from '#core/signing/checked-signature.ts';
import { useWatchable } from '../../components/use-watchable.ts';
import { useMessages } from '../../messages/use-messages.ts';
import type { AcceptancesPort } from '../../services/acceptances-port.ts';
import { SignatureItem } from '../signing/SignatureItem.tsx';
import { SignButton } from '../signing/SignButton.tsx';

type SignedAcceptanceProps = {
  risk: Risk;
  acceptances: AcceptancesPort;
  /** This member's name; empty until it is entered. */
  me: string;
};

/** Who signed which acceptance of the risk, by whose device, and the button that signs the one that stands with this device's key. */
export function SignedAcceptance({ risk, acceptances, me }: SignedAcceptanceProps) {
  const text = useMessages().signing;
  const checked = useWatchable(acceptances.checked);
  const own = checked ? signaturesOf(risk, checked) : [];
  const { acceptance } = risk;
  const isSigned = own.some(
    (one) => one.isCurrent && (isClear(one) || (!one.fault && isSameName(one.member, me))),
  );
  if (!acceptance && own.length === 0) return null;
  return (
    <section className="panel-part" aria-labelledby="risk-signatures">
      <h3 id="risk-signatures" className="label">
        {text.title}
      </h3>
      <ul className="log-faults" aria-live="polite">
        {own.map((one) => (
          <SignatureItem
            key={one.device + one.signedAt}
            signature={one}
            holds={one.isCurrent ? text.current : text.earlier}
            isCurrent={one.isCurrent}
            otherThanNamed={text.otherThanOwner}
          />
        ))}
      </ul>
      <p className="help">{acceptance ? text.hint(acceptance.owner) : text.gone}</p>
      <SignButton
        text={text.sign}
        onSign={acceptance && !isSigned ? () => acceptances.sign(risk) : undefined}
      />
    </section>
  );
}
