using System.Collections.Concurrent;
using MassTransit;
using StreamingTracker.Backup.Contracts;

namespace StreamingTracker.Backup.Runner.Tests;

/// <summary>A bus in memory that keeps what it took, and can be out of order.</summary>
internal sealed class TestBus : IPublishObserver, IAsyncDisposable
{
    private readonly IBusControl _bus = MassTransit.Bus.Factory.CreateUsingInMemory(_ => { });
    private readonly ConcurrentQueue<RunEvent> _taken = [];

    public IBus Bus => _bus;

    /// <summary>What was published, in order.</summary>
    public IReadOnlyList<RunEvent> Taken => [.. _taken];

    /// <summary>The outcomes that were published, in order.</summary>
    public IReadOnlyList<RunEvent> Outcomes => [.. _taken.Where(taken => taken is not RunProgressed)];

    /// <summary>What publishing fails with; null for nothing.</summary>
    public Exception? Fault { get; set; }

    /// <summary>Whether nothing is ever taken.</summary>
    public bool Hangs { get; set; }

    /// <summary>How often publishing was begun.</summary>
    public int Tries { get; private set; }

    public static async Task<TestBus> StartAsync()
    {
        var bus = new TestBus();
        bus._bus.ConnectPublishObserver(bus);
        await bus._bus.StartAsync(TestContext.Current.CancellationToken);
        return bus;
    }

    public async Task PrePublish<T>(PublishContext<T> context)
        where T : class
    {
        Tries++;
        if (Fault is not null) throw Fault;
        if (Hangs) await Task.Delay(Timeout.Infinite, context.CancellationToken);
    }

    public Task PostPublish<T>(PublishContext<T> context)
        where T : class
    {
        _taken.Enqueue((RunEvent)(object)context.Message);
        return Task.CompletedTask;
    }

    public Task PublishFault<T>(PublishContext<T> context, Exception exception)
        where T : class => Task.CompletedTask;

    public async ValueTask DisposeAsync() => await _bus.StopAsync(CancellationToken.None);
}
