import { boot } from './loader/boot';
import { readTag } from './loader/tag';
import { registry } from './shell';

const tag = readTag();
if (tag && !registry.get()) boot(tag, registry.make());
