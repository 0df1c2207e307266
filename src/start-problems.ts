import { CertificateProblem } from './common/tls/certificate';
import { SettingsError } from './config/settings';
import { FolderTaken } from './hold-folder';

type SystemError = Error & { code?: string; address?: string; port?: number; path?: string; hostname?: string };

/** What stands in the way of starting, as a sentence that names the fix. Anything unexpected keeps its stack. */
export function explain(error: unknown): string {
  if (error instanceof SettingsError || error instanceof CertificateProblem) return error.message;
  if (error instanceof FolderTaken) {
    return `Another Parlour serves from ${error.message}. Stop it, or give this one a folder of its own: DATA_DIR=other npm start`;
  }
  const { code, address, port, path, stack, message, hostname } = error as SystemError;
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} on ${address} is taken by another program. Stop it, or choose another: PORT=${(port ?? 3000) + 1} npm start`;
    case 'EADDRNOTAVAIL':
      return `This machine has no address ${address}. Set HOST to one of its own, or to 0.0.0.0 for all of them.`;
    case 'EACCES':
    case 'EPERM':
      return port
        ? `This user may not open port ${port}. Choose one above 1023: PORT=3000 npm start`
        : `This user may not write to ${path}. Change its owner, or set DATA_DIR to a folder of this user.`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `There is no machine called ${hostname}. Check HOST, DATABASE_URL and REDIS_URL.`;
    case 'ENOTDIR':
    case 'EEXIST':
      return `${path} is a file, not a folder. Set DATA_DIR to a folder.`;
    case 'EROFS':
      return `${path} cannot be written to: the disk is read-only. Set DATA_DIR to another folder.`;
    case 'ENOSPC':
      return 'The disk is full. Make room and start again; nothing was lost.';
    case 'ECONNREFUSED':
      return `The database (or Redis) does not answer: ${message || 'connection refused'}. Check DATABASE_URL and REDIS_URL, and that they run.`;
    case '28P01':
    case '3D000':
      return `PostgreSQL refuses: ${message}. Check user, password and database in DATABASE_URL.`;
    default:
      return stack ?? String(error);
  }
}
