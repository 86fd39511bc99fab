namespace Store.Loyalty.Points.Uses;

/// <summary>Offers a product as a gift for points.</summary>
internal static class CreatePointsGift
{
    /// <param name="ProductId">What is given; one base unit of it.</param>
    /// <param name="Name">What it is called in the list of gifts.</param>
    /// <param name="Points">What it costs.</param>
    internal sealed record Command(long ProductId, string Name, long Points) : ICommand<Result>;

    internal sealed record Result(long GiftId, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.ProductId).GreaterThan(0);
            RuleFor(command => command.Name).NotEmpty().MaximumLength(100);
            RuleFor(command => command.Points).InclusiveBetween(1, 10_000_000);
        }
    }

    internal sealed class Handler(Db db, Ids ids, AuditLog audit) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var gift = new { GiftId = ids.Next(), command.ProductId, Name = command.Name.Trim(), command.Points };
            await db.Execute("""
                INSERT INTO loyalty.PointsGifts (GiftId, ProductId, Name, Points, Active, Version) VALUES (@GiftId, @ProductId, @Name, @Points, 1, 1)
                """, gift, cancellationToken);
            await audit.Add(PointsPermissions.ManageRules, $"gift {gift.Name}", storeId: 0, old: null, gift, cancellationToken);
            return new Result(gift.GiftId, Version: 1);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/points/gifts", (Command command, IMediator mediator, CancellationToken cancel) => mediator.Send(command, cancel))
            .RequirePermission(PointsPermissions.ManageRules)
            .WithName(nameof(CreatePointsGift)).WithSummary("Offer a gift for points")
            .ProducesValidationProblem();
    }
}
