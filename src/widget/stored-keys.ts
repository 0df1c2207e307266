import { keptInBrowsers } from '../data-map/stored-key';
import { widgetKeys } from './client/stored-keys';

for (const key of Object.values(widgetKeys)) keptInBrowsers(key);
