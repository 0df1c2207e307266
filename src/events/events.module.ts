import { Global, Module } from '@nestjs/common';
import { EventBus } from './event-bus';
import { RedisBridge } from './redis-bridge';

@Global()
@Module({ providers: [EventBus, RedisBridge], exports: [EventBus] })
export class EventsModule {}
