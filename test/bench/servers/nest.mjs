/** The floor for a cold start: the smallest Nest server that accepts a message. Decorators are applied by hand, so nothing is built. */
import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { WsAdapter } from '@nestjs/platform-ws';
import { MessageBody, SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';

class VisitorGateway {
  seq = 0;

  accept({ id }) {
    return { event: 'message.sent', data: { id, seq: ++this.seq } };
  }
}
const { prototype } = VisitorGateway;
MessageBody()(prototype, 'accept', 0);
SubscribeMessage('message.send')(prototype, 'accept', Object.getOwnPropertyDescriptor(prototype, 'accept'));
WebSocketGateway({ path: '/visitor' })(VisitorGateway);

class AppModule {}
Module({ providers: [VisitorGateway] })(AppModule);

process.on('disconnect', () => process.exit());
const app = await NestFactory.create(AppModule, { logger: ['error', 'warn'] });
app.useWebSocketAdapter(new WsAdapter(app));
await app.listen(Number(process.env.PORT), '127.0.0.1');
