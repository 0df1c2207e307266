import { keptInBrowsers } from '../data-map/stored-key';
import { pageKeys } from './client/stored-keys';

for (const key of Object.values(pageKeys)) keptInBrowsers(key);
