using MassTransit;
using StreamingTracker.Backup.Contracts;

namespace StreamingTracker.Backup.ServiceDefaults.Messaging;

/// <summary>What is particular to RabbitMQ.</summary>
internal static class RabbitMqTransport
{
    /// <summary>Connects to the broker; a message counts as sent when the broker has confirmed it.</summary>
    public static void Connect(IRabbitMqBusFactoryConfigurator transport, BrokerAddress broker, string name) =>
        transport.Host(broker.Uri, name, host =>
        {
            host.Username(broker.User);
            host.Password(broker.Password);
            host.PublisherConfirmation = true;
            if (broker.Encrypted) host.UseSsl(_ => { });
        });

    /// <summary>
    /// Lets whoever publishes a request make its queue as well, so that a request is kept even when no worker has ever been there.
    /// </summary>
    public static void KeepRequests(IRabbitMqBusFactoryConfigurator transport, IEndpointNameFormatter names)
    {
        Keep<BackupRequested>();
        Keep<RestoreRequested>();
        Keep<VerifyRequested>();

        void Keep<T>()
            where T : RunRequested
        {
            transport.Publish<T>(topology => topology.BindQueue(topology.Exchange.ExchangeName, names.Message<T>()));
        }
    }
}
