using System.Text.Json.Nodes;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace StreamingTracker.Backup.AppHost.Orchestration;

/// <summary>The buttons that the server has on the dashboard. Each asks over the HTTP API, and tells what became of the run.</summary>
internal static class BackupCommands
{
    /// <summary>Adds them.</summary>
    public static IResourceBuilder<ProjectResource> WithBackupCommands(this IResourceBuilder<ProjectResource> server)
    {
        var http = server.GetEndpoint("http");
        return server
            .WithCommand("back-up-now", "Back up now", Execute((api, cancel) => api.BackUpAsync(cancel)), new() { IsHighlighted = true })
            .WithCommand("verify-latest", "Verify latest", Execute((api, cancel) => api.VerifyNewestAsync(cancel)), new())
            .WithCommand(
                "restore-latest",
                "Restore latest",
                Execute((api, cancel) => api.RestoreNewestAsync(Neo4jResource.UserAndDatabase, cancel)),
                new()
                {
                    ConfirmationMessage =
                        $"Everything in database {Neo4jResource.UserAndDatabase} will be replaced by the newest backup. " +
                        "What is there is backed up first. Go on?",
                });

        Func<ExecuteCommandContext, Task<ExecuteCommandResult>> Execute(Func<ServerApi, CancellationToken, Task<JsonObject>> run) => async context =>
        {
            using var api = new ServerApi(new Uri(http.Url));
            try
            {
                await run(api, context.CancellationToken);
                return CommandResults.Success();
            }
            catch (ServerRefusalException e)
            {
                return CommandResults.Failure($"{e.Message} {e.Remedy}");
            }
            catch (HttpRequestException e)
            {
                return CommandResults.Failure($"The server does not answer: {e.Message}");
            }
        };
    }
}
