package dev.millrace.model.predict;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Frames kept for reuse, a few more than there are processors. Taking and giving one is a handful
 * of atomic operations and allocates nothing once the pool is warm.
 */
final class FramePool {

  private final Layout layout;
  private final int blockRows;
  private final AtomicReferenceArray<Frame> frames =
      new AtomicReferenceArray<>(Runtime.getRuntime().availableProcessors() + 2);

  FramePool(Layout layout, int blockRows) {
    this.layout = layout;
    this.blockRows = blockRows;
  }

  Frame take() {
    for (int i = 0; i < frames.length(); i++) {
      Frame frame = frames.get(i) == null ? null : frames.getAndSet(i, null);
      if (frame != null) {
        return frame;
      }
    }
    return new Frame(layout, blockRows);
  }

  /** Takes a frame back; one too many is left to the garbage collector. */
  void give(Frame frame) {
    frame.release();
    for (int i = 0; i < frames.length(); i++) {
      if (frames.get(i) == null && frames.compareAndSet(i, null, frame)) {
        return;
      }
    }
  }
}
