namespace Store.Members.Segments;

/// <summary>How many members conditions hold for, before or after they are saved.</summary>
internal static class CountMembersWith
{
    internal sealed record Query(SegmentConditions Conditions) : IQuery<Result>;

    internal sealed record Result(int Members);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Conditions).NotNull().SetValidator(new SegmentConditionsValidator());
    }

    internal sealed class Handler(SegmentSieve sieve) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken) => new(await sieve.Count(query.Conditions, cancellationToken));
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/segments/count", (Query query, IMediator mediator, CancellationToken cancel) => mediator.Send(query, cancel))
            .RequirePermission("members.view")
            .WithName(nameof(CountMembersWith)).WithSummary("How many members some conditions hold for")
            .ProducesValidationProblem();
    }
}
