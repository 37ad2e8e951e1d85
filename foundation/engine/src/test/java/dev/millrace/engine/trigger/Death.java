package dev.millrace.engine.trigger;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * The death of a process, on its one thread that counts, just before it does something with a store
 * for the n-th time.
 */
final class Death {

  static final Death NEVER = before(Integer.MAX_VALUE);

  private final int call;
  private final Thread mortal = Thread.currentThread();
  private int calls;
  private String cause = "";

  private Death(int call) {
    this.call = call;
  }

  static Death before(int call) {
    return new Death(call);
  }

  /** What the process is not able to catch. */
  static final class Died extends Error {
    private static final long serialVersionUID = 1;

    Died(String call) {
      super("died before " + call);
    }
  }

  /** The store, as a process sees it that may die. */
  <T> T threatens(Class<T> type, T store) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (_, method, arguments) -> {
              if (Thread.currentThread() == mortal && this != NEVER && ++calls >= call) {
                cause = cause.isEmpty() ? method.getName() : cause;
                throw new Died(cause);
              }
              try {
                return method.invoke(store, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  /** What the process was about to do; empty if it lived. */
  String cause() {
    return cause;
  }
}
