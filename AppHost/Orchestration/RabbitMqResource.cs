using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace StreamingTracker.Backup.AppHost.Orchestration;

/// <summary>A RabbitMQ broker in a container.</summary>
/// <param name="name">Its name, and that of the connection string that references give.</param>
/// <param name="password">The user's password, of letters and digits: it stands in a URI.</param>
internal sealed class RabbitMqResource(string name, ParameterResource password) : ContainerResource(name), IResourceWithConnectionString
{
    /// <summary>The broker's user.</summary>
    public const string User = "stbackup";

    /// <summary>The name of the endpoint.</summary>
    public const string AmqpEndpoint = "amqp";

    private EndpointReference? _amqp;

    /// <summary>Where it speaks AMQP.</summary>
    public EndpointReference Amqp => _amqp ??= new(this, AmqpEndpoint);

    /// <summary>The connection string as <c>ConnectionStrings:messaging</c> takes it.</summary>
    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create(
        $"amqp://{User}:{password}@{Amqp.Property(EndpointProperty.Host)}:{Amqp.Property(EndpointProperty.Port)}");
}

/// <summary>Adds a RabbitMQ to a model.</summary>
internal static class RabbitMqBuilderExtensions
{
    private const int AmqpPort = 5672;

    /// <summary>Adds a broker with a generated password. The services wait for its queues themselves, so it needs no health check.</summary>
    public static IResourceBuilder<RabbitMqResource> AddRabbitMq(this IDistributedApplicationBuilder builder, string name)
    {
        var password = ParameterResourceBuilderExtensions.CreateDefaultPasswordParameter(builder, $"{name}-password", special: false);
        return builder.AddResource(new RabbitMqResource(name, password))
            .WithImage("rabbitmq", "4.1")
            .WithEndpoint(targetPort: AmqpPort, scheme: "amqp", name: RabbitMqResource.AmqpEndpoint)
            .WithEnvironment("RABBITMQ_DEFAULT_USER", RabbitMqResource.User)
            .WithEnvironment("RABBITMQ_DEFAULT_PASS", $"{password}");
    }
}
