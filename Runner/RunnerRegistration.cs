using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using StreamingTracker.Backup.Contracts;
using StreamingTracker.Backup.Runner.Acceptance;
using StreamingTracker.Backup.Runner.Events;
using StreamingTracker.Backup.Runner.Execution;
using StreamingTracker.Backup.ServiceDefaults;

namespace StreamingTracker.Backup.Runner;

/// <summary>Lets a process accept requests and do the runs they lead to.</summary>
public static class RunnerRegistration
{
    /// <summary>Adds one kind of request: who consumes it, and who does what it asks for.</summary>
    public static void AddRunner<TRequest, TConsumer, TExecutor>(this IHostApplicationBuilder builder)
        where TRequest : RunRequested
        where TConsumer : RequestConsumer<TRequest>
        where TExecutor : class, IRunExecutor
    {
        var setup = ServiceSetup.Of(builder);
        setup.NeedDatabase();
        if (setup.AddRole(nameof(Runner))) AddShared(builder, setup);
        builder.Services.AddSingleton<IRunExecutor, TExecutor>();
        setup.Takes<TRequest>();
        setup.AddMessaging(bus => bus.AddConsumer<TConsumer>().Endpoint(endpoint =>
        {
            // One after the other, so that requests are accepted in the order in which they came.
            endpoint.ConcurrentMessageLimit = 1;
            endpoint.PrefetchCount = 16;
        }));
    }

    private static void AddShared(IHostApplicationBuilder builder, ServiceSetup setup)
    {
        builder.Services
            .AddSingleton(RunnerSettings.Read(setup.Values))
            .AddSingleton<WakeUp>()
            .AddSingleton<RunState>()
            .AddSingleton<RunAcceptance>()
            .AddSingleton<EventPublisher>()
            .AddSingleton<RunExecution>()
            .AddHostedService<RunnerService>();
    }
}
