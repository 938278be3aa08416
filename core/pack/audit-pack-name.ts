import { slug, utcDay } from '../exchange/exhibit-names.ts';

/** `AuditPack_Muster-GmbH_2026-05-04`: the archive's only top folder, and its name before `.zip`. */
export const auditPackName = ({
  organization,
  generatedAt,
}: {
  organization: string;
  generatedAt: string;
}): string => `AuditPack_${slug(organization, 40) || 'organization'}_${utcDay(generatedAt)}`;
