import type { Organization } from "../models/coder/user";

/** Where something is made when no organization is named: the deployment's default one, else the user's only one. */
export function homeOrganization(organizations: readonly Organization[]): Organization | undefined {
  const [first, ...others] = organizations;
  return (
    organizations.find((organization) => organization.is_default) ?? (others.length === 0 ? first : undefined)
  );
}
