package dev.millrace.engine.bench;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.CountDownLatch;

/**
 * Lets tasks in while there is room for them, in the order in which they came. Only who waits for a
 * pool is passed by others: what it waits for, they do not take. Who waits for cores or memory is
 * not, or a large task would wait for ever while small ones come and go.
 */
final class Admission {

  private final Room room;
  private final Deque<Waiting> queue = new ArrayDeque<>();

  Admission(Room room) {
    this.room = room;
  }

  /** Waits until there is room, and takes it. */
  void enter(Demand demand) throws InterruptedException {
    Waiting waiting = new Waiting(demand, new CountDownLatch(1));
    synchronized (this) {
      queue.add(waiting);
      admit();
    }
    try {
      waiting.admitted().await();
    } catch (InterruptedException e) {
      withdraw(waiting);
      throw e;
    }
  }

  synchronized void leave(Demand demand) {
    room.giveBack(demand);
    admit();
  }

  /** Something about the room has changed. */
  synchronized void change(Runnable change) {
    change.run();
    admit();
  }

  /** How many threads somebody who is in may keep busy now. */
  synchronized int share(Demand demand) {
    return room.share(demand);
  }

  private synchronized void withdraw(Waiting waiting) {
    if (!queue.remove(waiting)) {
      room.giveBack(waiting.demand());
    }
    admit();
  }

  private void admit() {
    Iterator<Waiting> each = queue.iterator();
    boolean passable = true;
    while (passable && each.hasNext()) {
      Waiting next = each.next();
      if (!room.poolHasPlace(next.demand())) {
        continue;
      }
      passable = room.has(next.demand());
      if (passable) {
        room.take(next.demand());
        each.remove();
        next.admitted().countDown();
      }
    }
  }

  /** Compared by identity: two tasks may ask for the same. */
  private static final class Waiting {
    private final Demand demand;
    private final CountDownLatch admitted;

    Waiting(Demand demand, CountDownLatch admitted) {
      this.demand = demand;
      this.admitted = admitted;
    }

    Demand demand() {
      return demand;
    }

    CountDownLatch admitted() {
      return admitted;
    }
  }
}
