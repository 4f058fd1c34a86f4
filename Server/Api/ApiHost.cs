using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Operations;
using StreamingTracker.Backup.Server.Api.Documents;
using StreamingTracker.Backup.Server.Guards;
using StreamingTracker.Backup.Server.Problems;
using StreamingTracker.Backup.Server.Requests;
using StreamingTracker.Backup.Server.Runs;
using StreamingTracker.Backup.ServiceDefaults;

namespace StreamingTracker.Backup.Server.Api;

/// <summary>The HTTP API as a whole: what it needs, and its routes.</summary>
internal static class ApiHost
{
    /// <summary>The address of the OpenAPI document.</summary>
    public const string Description = "/openapi/v1.json";

    public static void AddApi(this IServiceCollection services)
    {
        services.AddSingleton(provider =>
            new ListOperation(provider.GetRequiredService<CurrentSettings>().AtStart, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider =>
            new BackupArchive(provider.GetRequiredService<CurrentSettings>().AtStart.Archive, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<BackupLookup>();
        services.AddSingleton<RunNews>();
        services.AddSingleton<RunCatalog>();
        services.AddSingleton<RunStream>();
        services.AddSingleton<OpenStreams>();
        services.AddSingleton<RequestDesk>();
        services.AddExceptionHandler<FailureHandler>();
        services.ConfigureHttpJsonOptions(json => ApiJson.Apply(json.SerializerOptions));
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddOpenApi("v1", options => ApiDescription.Apply(options));
    }

    public static void UseApi(this WebApplication app)
    {
        app.UseExceptionHandler(_ => { });
        app.UseStatusCodePages(status =>
            FailureStatus.Explain(status.HttpContext.Response.StatusCode).ToResult().ExecuteAsync(status.HttpContext));
        app.UseMiddleware<BrowserGuard>();
        app.UseMiddleware<HeadRequests>();
        app.UseRouting();
        app.MapOpenApi();
        var api = app.MapGroup("/api");
        BackupRoutes.Map(api);
        VerificationRoutes.Map(api);
        RestoreRoutes.Map(api);
        RunRoutes.Map(api);
        PinRoutes.Map(api);
        ScheduleRoutes.Map(api);
    }
}
