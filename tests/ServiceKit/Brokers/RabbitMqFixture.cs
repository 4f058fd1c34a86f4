using Xunit;

namespace StreamingTracker.Backup.ServiceKit.Brokers;

/// <summary>
/// The tests of an assembly that share its one broker, which none of them may stop: <c>[Collection&lt;RealBroker&gt;]</c> on a
/// class runs them one after another and hands its constructor the <see cref="RabbitMqFixture"/>.
/// </summary>
public sealed class RealBroker : ICollectionFixture<RabbitMqFixture>;

/// <summary>One broker for a test assembly, started by the first test that asks for it.</summary>
public sealed class RabbitMqFixture : IAsyncDisposable
{
    private readonly Lazy<Task<RabbitMqBroker>> _broker = new(() => RabbitMqBroker.StartAsync());

    /// <summary>The broker. Without an installation the test is skipped, or fails in CI.</summary>
    public Task<RabbitMqBroker> BrokerAsync() => _broker.Value;

    /// <summary>The broker, with a virtual host of the test's own.</summary>
    public async Task<(RabbitMqBroker Broker, string VirtualHost)> VirtualHostAsync()
    {
        var broker = await BrokerAsync();
        var name = $"test-{Guid.NewGuid():n}";
        await broker.AddVirtualHostAsync(name);
        return (broker, name);
    }

    public async ValueTask DisposeAsync()
    {
        if (_broker.IsValueCreated && _broker.Value.IsCompletedSuccessfully) await _broker.Value.Result.DisposeAsync();
    }
}
