using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace StreamingTracker.Backup.ServiceDefaults.Messaging;

/// <summary>
/// The bus of a process, the same for every transport: durable queues with one name a kind of request, a few tries before a message
/// goes to the error queue (<c>QUEUE_error</c>, with the reason in its headers), and no reports to the library's makers.
/// </summary>
internal static class MessageBus
{
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(4);

    public static void Register(
        IServiceCollection services, MessagingSettings settings, string name, IReadOnlyList<Action<IBusRegistrationConfigurator>> consumers)
    {
        services.AddOptions<MassTransitHostOptions>().Configure(options =>
        {
            // A broker may come later than the service; memory is there at once, and what is published before it is ready is lost.
            options.WaitUntilStarted = settings.Transport == MessagingTransport.InMemory;
            options.StopTimeout = StopLimit;
            options.ConsumerStopTimeout = StopLimit;
        });
        services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            var names = new KebabCaseEndpointNameFormatter(settings.Prefix, includeNamespace: false);
            bus.SetEndpointNameFormatter(names);
            foreach (var add in consumers) add(bus);
            if (settings.Broker is not { } broker)
            {
                bus.UsingInMemory((context, transport) => Configure(transport, context, settings));
                return;
            }

            bus.UsingRabbitMq((context, transport) =>
            {
                RabbitMqTransport.Connect(transport, broker, name);
                Configure(transport, context, settings);
                RabbitMqTransport.KeepRequests(transport, names);
            });
        });
    }

    private static void Configure<T>(IBusFactoryConfigurator<T> transport, IBusRegistrationContext context, MessagingSettings settings)
        where T : IReceiveEndpointConfigurator
    {
        transport.MessageTopology.SetEntityNameFormatter(
            new PrefixEntityNameFormatter(transport.MessageTopology.EntityNameFormatter, settings.Prefix + "."));
        transport.UseMessageRetry(retry =>
        {
            retry.Intervals(100, 500, 2000);
            retry.Ignore<InvalidRequestException>();
        });
        transport.ConfigureEndpoints(context);
    }
}
