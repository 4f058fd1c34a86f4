using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using StreamingTracker.Backup.EndToEnd.Bus.Processes;
using StreamingTracker.Backup.ServiceKit.Brokers;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.EndToEnd.Bus.Parts;

/// <summary>The broker is what the other tests take it for.</summary>
[Collection(RabbitMqBroker.OneAtATime)]
public sealed class RabbitMqBrokerTests
{
    private const string Queue = "kept";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_it_has_confirmed_outlives_a_stop_and_is_on_the_same_port_again()
    {
        await using var broker = await RabbitMqBroker.StartAsync();
        await broker.AddVirtualHostAsync("own");
        await SendAsync(broker.Address("own"), "before");

        // Not a kill: on a loaded machine this version was seen to lose what it had confirmed a moment before.
        await broker.StopAsync();
        await Assert.ThrowsAsync<BrokerUnreachableException>(() => SendAsync(broker.Address("own"), "meanwhile"));
        await broker.StartAgainAsync();

        await SendAsync(broker.Address("own"), "after");
        // What a queue holds is confirmed before it is counted.
        await Eventually.HoldsAsync(async () => await broker.MessagesAsync(Queue, "own") == 2, TimeSpan.FromSeconds(30));
        Assert.Null(await broker.MessagesAsync(Queue));
    }

    [Fact]
    public async Task A_delivery_held_longer_than_its_limit_is_taken_away_while_another_broker_runs_beside_it()
    {
        await using var patient = await RabbitMqBroker.StartAsync();
        await using var strict = await RabbitMqBroker.StartAsync(new RabbitMqOptions { ConsumerTimeout = TimeSpan.FromSeconds(1) });
        Assert.NotEqual(patient.Port, strict.Port);

        await using var delivery = await HeldDelivery.ConnectAsync(strict.Address(), Cancellation);
        Assert.Contains("timeout", await delivery.BeCutAsync(TimeSpan.FromMinutes(1), Cancellation), StringComparison.Ordinal);
    }

    private static async Task SendAsync(Uri address, string text)
    {
        await using var connection = await ConnectAsync(address);
        await using var channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), Cancellation);
        await channel.QueueDeclareAsync(Queue, durable: true, exclusive: false, autoDelete: false, cancellationToken: Cancellation);
        var properties = new BasicProperties { Persistent = true };
        await channel.BasicPublishAsync("", Queue, mandatory: true, properties, Encoding.UTF8.GetBytes(text), Cancellation);
    }

    private static Task<IConnection> ConnectAsync(Uri address) =>
        new ConnectionFactory { Uri = address, AutomaticRecoveryEnabled = false }.CreateConnectionAsync(Cancellation);
}
