using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using StreamingTracker.Backup.Server.Problems;
using StreamingTracker.Backup.Server.Requests;

namespace StreamingTracker.Backup.Server.Api;

/// <summary>The OpenAPI document at <c>/openapi/v1.json</c>.</summary>
internal static class ApiDescription
{
    public static void Apply(OpenApiOptions options)
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new()
            {
                Title = "StreamingTracker.Backup",
                Version = typeof(ApiDescription).Assembly.GetName().Version!.ToString(3),
                Description = "Online backup and restore for Neo4j. Times are UTC, sizes bytes. Every failure is a problem document (RFC 9457) " +
                    "with a code for programs and a remedy for people.",
            };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            if (context.Description.ActionDescriptor.EndpointMetadata.OfType<TakesIdempotencyKey>().Any()) AddKey(operation);
            AddExamples(operation);
            return Task.CompletedTask;
        });
    }

    private static void AddKey(OpenApiOperation operation) => (operation.Parameters ??= []).Add(new OpenApiParameter
    {
        Name = IdempotencyKey.Header,
        In = ParameterLocation.Header,
        Description = "Up to 200 visible ASCII characters. The same key is the same run, however often and whenever it is sent.",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    });

    private static void AddExamples(OpenApiOperation operation)
    {
        foreach (var (status, response) in operation.Responses ?? [])
        {
            if (response.Content?.TryGetValue(FailureProblem.ContentType, out var content) is not true || content is null) continue;
            var number = int.Parse(status, System.Globalization.CultureInfo.InvariantCulture);
            var example = Examples.GetValueOrDefault(number) ?? FailureStatus.Explain(number);
            content.Example = new JsonObject
            {
                ["type"] = example.Type,
                ["title"] = example.Title,
                ["status"] = example.Status,
                ["detail"] = example.Detail,
                ["code"] = example.Code,
                ["remedy"] = example.Remedy,
            };
        }
    }

    private static Dictionary<int, FailureProblem> Examples { get; } = new FailureProblem[]
    {
        FailureProblem.Of(400, "usage", "The body has no \"confirmDatabase\".", "It is the name of the database that will be overwritten."),
        FailureProblem.Of(403, "cross-site", "A web page of another site asked a browser to send this.", "Send it from a program, or from a page of this server itself."),
        FailureProblem.Of(404, "not-found", "There is no backup 'nightly'.", "The list of backups shows their names and numbers."),
        FailureProblem.Of(
            409,
            "refused",
            "The confirmation names another database than the one that would be overwritten.",
            "Nothing was touched. Send the name of the configured database as confirmDatabase."),
        FailureProblem.Of(503, "archive-unavailable", "/backups can't be written: Permission denied.", "Give this user the right to write there."),
    }.ToDictionary(problem => problem.Status);
}
