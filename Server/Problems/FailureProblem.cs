using StreamingTracker.Backup.Contracts;
using StreamingTracker.Backup.Operations.Failures;

namespace StreamingTracker.Backup.Server.Problems;

/// <summary>Why a request was not done (RFC 9457, problem details): the same code, message and remedy as everywhere.</summary>
public sealed record FailureProblem
{
    /// <summary>The media type of a problem.</summary>
    public const string ContentType = "application/problem+json";

    /// <summary>The kind of problem as a URI; <c>about:blank</c>, since <see cref="Code"/> says it.</summary>
    public string Type { get; init; } = "about:blank";

    /// <summary>What the status means, in its own words.</summary>
    public required string Title { get; init; }

    /// <summary>The HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>What went wrong, as a sentence without any secret.</summary>
    public required string Detail { get; init; }

    /// <summary>One word or two for programs, such as <c>not-found</c>.</summary>
    public required string Code { get; init; }

    /// <summary>What can be done about it, as a sentence.</summary>
    public required string Remedy { get; init; }

    /// <summary>The run that this is about; null for none.</summary>
    public string? RunId { get; init; }

    /// <summary>The problem for an exception's explanation.</summary>
    public static FailureProblem Of(Failure failure) => Of(new RunFailure(failure.Kind, failure.Message, failure.Remedy));

    /// <summary>The problem for what a worker has answered.</summary>
    public static FailureProblem Of(RunFailure failure, string? runId = null) =>
        Of(FailureStatus.Of(failure.Code), failure.Code, failure.Message, failure.Remedy) with { RunId = runId };

    /// <summary>A problem with a status of its own.</summary>
    public static FailureProblem Of(int status, string code, string detail, string remedy) => new()
    {
        Title = FailureStatus.Title(status),
        Status = status,
        Detail = detail,
        Code = code,
        Remedy = remedy,
    };

    /// <summary>The answer that carries it.</summary>
    public IResult ToResult() => TypedResults.Json(this, contentType: ContentType, statusCode: Status);
}
