import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { newId } from '../common/ids';
import { Attachment } from '../conversations/attachments/attachment.entity';
import { AttachmentsService } from '../conversations/attachments/attachments.service';
import { InboxCounts } from '../conversations/inbox/inbox-counts.service';
import { THREAD_STORE, type ThreadStore } from '../conversations/log/thread-store';
import type { AttachedFile } from '../conversations/log/thread.types';
import { ConversationTag, Tag } from '../conversations/tag.entity';
import type { Transaction } from '../database/transaction';
import { PageView } from '../visitors/page-view.entity';
import { Visitor } from '../visitors/visitor.entity';
import type { Plan, WebsiteName } from './demo-workspace';
import { sampleFile } from './files/sample-files';
import { products } from './products';
import { stories } from './stories';
import type { Story, StoryVisitor } from './story';
import { tell, type Told } from './storyteller';

interface Chapter extends Told {
  story: Story;
  website: WebsiteName;
}

const pageViewEvery = 2 * 60_000;

/** Writes the sample conversations down, with everything that hangs on them. */
@Injectable()
export class DemoConversations {
  constructor(
    private readonly attachments: AttachmentsService,
    private readonly counts: InboxCounts,
    private readonly modules: ModuleRef,
  ) {}

  /** Draws the files, which takes a moment, and tells the stories; nothing but the files is written yet. */
  async tell({ workspaceId, accounts }: Plan, now: Date): Promise<Chapter[]> {
    const visitors = new Map<StoryVisitor, string>();
    const chapters: Chapter[] = [];
    for (const story of stories) {
      const visitorId = visitors.get(story.visitor) ?? newId(story.last(now).getTime());
      visitors.set(story.visitor, visitorId);
      const files: AttachedFile[] = [];
      for (const { file, by } of story.lines) {
        const uploaderId = by === 'visitor' ? visitorId : accounts[by];
        if (file) files.push(await this.receive({ workspaceId, uploaderId }, file));
      }
      const website = story.website ?? 'shop';
      const told = tell(story, { workspaceId, websiteId: '', visitorId, accounts }, files, now);
      chapters.push({ story, website, ...told });
    }
    return chapters.sort((one, other) => one.thread.createdAt - other.thread.createdAt);
  }

  async save(tx: Transaction, chapters: Chapter[], { workspaceId }: Plan, websites: Record<WebsiteName, string>): Promise<void> {
    for (const { thread, website } of chapters) thread.websiteId = websites[website];
    await this.saveVisitors(tx, chapters);
    const store = this.modules.get<ThreadStore>(THREAD_STORE, { strict: false });
    const messages = chapters.flatMap((chapter) => chapter.messages);
    await store.save(tx, { opened: chapters.map(({ thread }) => thread), changed: [], messages });
    for (const { attachments, at } of messages)
      for (const { id } of attachments) await tx.manager.update(Attachment, { id }, { createdAt: new Date(at) });
    await this.counts.move(
      tx,
      chapters.map(({ thread }) => ({ from: null, to: thread })),
    );
    await this.saveTags(tx, chapters, workspaceId);
  }

  private async saveVisitors(tx: Transaction, chapters: Chapter[]): Promise<void> {
    const known = new Set<string>();
    for (const { story, thread } of chapters) {
      const { visitorId, workspaceId, websiteId, createdAt, lastAt } = thread;
      const seenAt = new Date(lastAt);
      if (known.has(visitorId)) await tx.manager.update(Visitor, { id: visitorId }, { seenAt });
      else {
        const { name = null, email = null, ...facts } = story.visitor;
        const contact = { externalId: null, name, email, verified: false };
        const times = { createdAt: new Date(createdAt), seenAt };
        await tx.manager.insert(Visitor, { id: visitorId, workspaceId, websiteId, ...contact, ...facts, ...times });
      }
      known.add(visitorId);
      await this.savePages(tx, story, thread);
    }
  }

  private async savePages(tx: Transaction, { pages = [] }: Story, { workspaceId, visitorId, createdAt }: Told['thread']) {
    for (const [index, title] of pages.entries()) {
      const at = createdAt - (pages.length - index) * pageViewEvery;
      const product = products.find(({ name }) => name === title);
      const url = `https://alderandash.example/${product?.slug ?? ''}`;
      await tx.manager.insert(PageView, { id: newId(at), workspaceId, visitorId, url, title, at: new Date(at) });
    }
  }

  private async saveTags(tx: Transaction, chapters: Chapter[], workspaceId: string): Promise<void> {
    const names = [...new Set(chapters.flatMap(({ story }) => story.tags ?? []))];
    const ids = new Map(names.map((name) => [name, newId()]));
    for (const [name, id] of ids) await tx.manager.insert(Tag, { id, workspaceId, name });
    for (const { story, thread } of chapters)
      for (const name of story.tags ?? [])
        await tx.manager.insert(ConversationTag, { conversationId: thread.id, tagId: ids.get(name)! });
  }

  private async receive(uploader: { workspaceId: string; uploaderId: string }, name: string): Promise<AttachedFile> {
    return this.attachments.receive(uploader, name, Readable.from([await sampleFile(name)]));
  }
}
